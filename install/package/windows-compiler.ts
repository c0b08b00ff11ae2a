import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** mingw-w64 with threads as C++ has them; what it links is static, so that nothing of it must be on the PC. */
export const compilers = {
  c: 'x86_64-w64-mingw32-gcc-posix',
  cpp: 'x86_64-w64-mingw32-g++-posix',
  library: 'x86_64-w64-mingw32-dlltool',
} as const

/** Which mingw-w64 this machine has. */
export function compilerVersion(): string {
  return execFileSync(compilers.cpp, ['--version'], { encoding: 'utf8' }).split('\n')[0] ?? ''
}

/** Runs a tool of the compiler; its warnings are shown. */
export function compile(tool: keyof typeof compilers, args: readonly string[], folder?: string): void {
  execFileSync(compilers[tool], args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** The words by which Node's headers declare what an addon may call: its own interface, and that of libuv. */
const declared = /(?:NAPI_EXTERN|UV_EXTERN)[^;{]*?\b((?:napi|node_api|uv)_\w+)\s*\(/g

/** The names that a native addon may take from node.exe, as its headers declare them. */
export function nodeExports(headers: string): readonly string[] {
  const files = ['js_native_api.h', 'node_api.h', 'uv.h']
  const names = files.flatMap((file) =>
    [...readFileSync(join(headers, file), 'utf8').matchAll(declared)].map(([, name = '']) => name),
  )
  return [...new Set(names)].sort()
}

/** Makes what an addon is linked against in place of node.exe, and says where it is. */
export function nodeImportLibrary(headers: string, into: string): string {
  const [definition, library] = ['node.def', 'libnode.a']
  writeFileSync(join(into, definition), ['LIBRARY node.exe', 'EXPORTS', ...nodeExports(headers), ''].join('\n'))
  // Named without their folder and by the same prefix each time: dlltool makes names in the library of both.
  compile('library', ['-d', definition, '-l', library, '--temp-prefix', 'node'], into)
  return join(into, library)
}
