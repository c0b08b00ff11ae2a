/**
 * node:http without its ES module face: importing that one reads every export, among them getters that load Node's
 * whole fetch and WebSocket implementation, about 10 MB that an idle desk would carry for nothing.
 */
export const http: typeof import('node:http') = process.getBuiltinModule('node:http')
