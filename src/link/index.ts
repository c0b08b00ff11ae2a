export { type KeptWord, readKept } from './kept.ts'
export { type CentreListener, createLink, type Link, type LinkOptions, type LinkStatus } from './link.ts'
