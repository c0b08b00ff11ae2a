// node install/package/release-keys.ts PRIVATE.pem … > release-keys.json: the public halves, which packages bring along.
import { publicPart, readPrivateKey } from '../../src/update/index.ts'

const keys = process.argv.slice(2).map((file) => publicPart(readPrivateKey(file)))
process.stdout.write(`${JSON.stringify({ keys }, null, 2)}\n`)
