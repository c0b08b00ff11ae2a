import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { BrokerSettings } from '../../src/broker/index.ts'
import { DeskError } from '../../src/core/index.ts'

/** The parts of TLS that the configuration names as files. */
export const certificateParts = ['ca', 'cert', 'key'] as const

/** Where certificate, key and CA of this desk lie, as absolute paths. */
export type CertificateFiles = NonNullable<BrokerSettings['files']>

/** The files that are named, from the folder of the configuration. */
export function certificateFiles(written: CertificateFiles, base: string): CertificateFiles {
  const named = certificateParts.flatMap((part) => {
    const path = written[part]
    return path === undefined ? [] : [[part, resolve(base, path)]]
  })
  return Object.fromEntries(named)
}

/**
 * Reads them, as they are now.
 * @throws DeskError DB-LNK-018 one of them cannot be read.
 */
export function readCertificates(files: CertificateFiles): Pick<BrokerSettings, 'ca' | 'cert' | 'key'> {
  const texts = certificateParts.flatMap((part) => {
    const file = files[part]
    return file === undefined ? [] : [[part, readCertificate(file)]]
  })
  return Object.fromEntries(texts)
}

function readCertificate(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new DeskError('DB-LNK-018', { files: file, reason: (error as Error).message }, { cause: error })
  }
}
