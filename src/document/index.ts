export { type CheckedDocument, type DocumentPath, parseDocument } from './parse.ts'
