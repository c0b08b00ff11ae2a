import { issueCertificate, makeAuthority } from '../../src/centre/enrolment/certificates.ts'
import { fullName, IdentityFolder, publicKeyOf } from '../../src/identity/index.ts'
import { fileKeeper } from '../../src/identity/keepers/file.ts'
import { systemRandom } from '../support/faces.ts'

/** Takes a new certificate into use in a data folder, by an authority of its own: what a renewal does on disk, without the network. */
export async function renewOnce(dataFolder: string): Promise<number> {
  const folder = new IdentityFolder(dataFolder)
  const before = folder.read()
  const name = { centre: 'vinh-long', desk: 'quay-05' }
  const { key, level } = await folder.begin(fileKeeper)
  const life = { from: Date.now() - 1000, until: Date.now() + 86_400_000 }
  const authority = makeAuthority('Desks', life, systemRandom)
  const wish = { name: fullName(name), publicKey: publicKeyOf(key), use: 'desk', ...life } as const
  const { certificate } = issueCertificate(authority, wish, systemRandom)
  const told = {
    broker: 'mqtts://127.0.0.1:8883',
    root: 'deskbridge/1',
    signingKeys: [],
    server: 'https://127.0.0.1:1',
  }
  const { generation } = await folder.adopt({
    ...name,
    ...told,
    level,
    key,
    cert: certificate,
    ca: authority.certificate,
  })
  return before === undefined ? generation : generation - before.generation
}

if (process.argv[2] === '--child') {
  await renewOnce(String(process.argv[3]))
  process.stdout.write('adopted\n')
}
