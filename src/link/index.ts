export { createLink, type Link, type LinkOptions, type LinkStatus } from './link.ts'
