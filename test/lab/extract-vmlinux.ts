import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

// node extract-vmlinux.ts VMLINUZ VMLINUX
// Takes the kernel out of its compressed boot image. QEMU boots it directly; emulated, unpacking it would take 18 s a boot.

const [image = '', target = ''] = process.argv.slice(2)
const bytes = readFileSync(image)
// Where the payload is: the fields of Documentation/arch/x86/boot.rst, "The Real-Mode Kernel Header".
const setupSectors = bytes.readUInt8(0x1f1) || 4
const start = (setupSectors + 1) * 512 + bytes.readUInt32LE(0x248)
// The last four bytes are the unpacked size.
const payload = bytes.subarray(start, start + bytes.readUInt32LE(0x24c) - 4)
const tool = new Map([
  [0xfd, 'xz'],
  [0x28, 'zstd'],
  [0x1f, 'gzip'],
]).get(payload.readUInt8(0))
if (!tool) throw new Error(`the kernel is packed in a way that is not known here: ${payload.toString('hex', 0, 6)}`)
const { stdout, stderr } = spawnSync(tool, ['-dc'], { input: payload, maxBuffer: 1 << 28 })
if (!stdout.toString('latin1', 0, 4).endsWith('ELF')) throw new Error(`${tool} gave no kernel: ${stderr}`)
writeFileSync(target, stdout)
