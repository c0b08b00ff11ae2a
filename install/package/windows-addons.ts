import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from './windows-compiler.ts'

/** A native part that its maker does not build for Windows where we could take it; so it is compiled here. */
export interface Addon {
  /** The package that it belongs to. */
  readonly name: string
  /** Where its loader looks for it, from the package's folder. */
  readonly file: string
  /** What it is compiled from, from the package's folder. */
  readonly sources: readonly string[]
  /** Compiles it. `folder` is the package's, `work` an empty one for what is in between. */
  readonly build: (places: BuildPlaces) => void
}

/** Where things are while an addon is compiled. */
export interface BuildPlaces {
  readonly folder: string
  readonly work: string
  readonly result: string
  readonly includes: readonly string[]
  /** Stands for node.exe. */
  readonly library: string
}

/** No time and no path of this machine gets into a result. */
const reproducible = ['-Wl,--no-insert-timestamp', '-fno-ident', '-g0']
// Left to itself the linker makes the address of a library of the path of its file; Windows moves it anyway.
const shared = ['-s', '-shared', '-static', '-Wl,--disable-auto-image-base', ...reproducible]

const sqliteSources = ['backup.cc', 'database.cc', 'node_sqlite3.cc', 'statement.cc'].map((name) => `src/${name}`)
const sqliteRelease = 'sqlite-autoconf-3520000'

/** As deps/sqlite3.gyp has them. */
const sqliteOptions = [
  'NDEBUG',
  '_REENTRANT=1',
  'SQLITE_THREADSAFE=1',
  'HAVE_USLEEP=1',
  'SQLITE_ENABLE_FTS3',
  'SQLITE_ENABLE_FTS4',
  'SQLITE_ENABLE_FTS5',
  'SQLITE_ENABLE_RTREE',
  'SQLITE_ENABLE_DBSTAT_VTAB=1',
  'SQLITE_ENABLE_MATH_FUNCTIONS',
].map((option) => `-D${option}`)

const cardSources = ['addon', 'async_workers', 'pcsc_card', 'pcsc_context', 'pcsc_reader', 'reader_monitor'].map(
  (name) => `src/${name}.cpp`,
)

/** The addons that are compiled for Windows. */
export const addons: readonly Addon[] = [
  {
    name: 'sqlite3',
    file: 'build/Release/node_sqlite3.node',
    sources: [
      ...sqliteSources,
      'src/async.h',
      'src/backup.h',
      'src/database.h',
      'src/macros.h',
      'src/statement.h',
      'src/threading.h',
      `deps/${sqliteRelease}.tar.gz`,
    ],
    build: buildSqlite,
  },
  {
    name: 'smartcard',
    file: 'build/Release/smartcard_napi.node',
    sources: [
      ...cardSources,
      ...cardSources.slice(1).map((file) => file.replace('.cpp', '.h')),
      'src/pcsc_errors.h',
      'src/platform/pcsc.h',
    ],
    build: buildSmartcard,
  },
]

function buildSqlite({ folder, work, result, includes, library }: BuildPlaces): void {
  execFileSync('tar', ['xzf', join(folder, 'deps', `${sqliteRelease}.tar.gz`), '-C', work])
  const engine = join(work, sqliteRelease)
  mkdirSync(join(work, 'out'))
  const object = join(work, 'out', 'sqlite3.o')
  compile('c', ['-c', '-O2', '-std=c99', ...reproducible.slice(1), ...sqliteOptions, 'sqlite3.c', '-o', object], engine)
  compile(
    'cpp',
    [
      ...['-std=c++17', '-O2', '-Wno-unused-value', '-Wno-cast-function-type', ...shared, ...sqliteOptions],
      ...['-DNAPI_VERSION=6', '-DNAPI_DISABLE_CPP_EXCEPTIONS=1', '-DNODE_GYP_MODULE_NAME=node_sqlite3'],
      ...['-DBUILDING_NODE_EXTENSION', '-DWIN32', '-D_WINDOWS'],
      ...[engine, ...includes].map((include) => `-I${include}`),
      ...[...sqliteSources, object, library, '-o', result],
    ],
    folder,
  )
}

/** Card readers: Windows has the PC/SC service itself. */
function buildSmartcard({ folder, result, includes, library }: BuildPlaces): void {
  // It is written for an older interface than the other addons are, and npm puts that beside it.
  const places = [join(folder, 'node_modules', 'node-addon-api'), ...includes]
  compile(
    'cpp',
    [
      ...['-std=c++17', '-O2', '-Wno-unknown-pragmas', '-Wno-cast-function-type', ...shared],
      ...['-DNAPI_VERSION=8', '-DNAPI_CPP_EXCEPTIONS', '-DNODE_GYP_MODULE_NAME=smartcard_napi'],
      ...['-DBUILDING_NODE_EXTENSION', '-DWIN32', '-D_WINDOWS'],
      ...places.map((include) => `-I${include}`),
      ...[...cardSources, library, '-lwinscard', '-o', result],
    ],
    folder,
  )
}
