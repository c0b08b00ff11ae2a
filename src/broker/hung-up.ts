/** A broker took our CONNECT and closed the connection without any answer. */
export class HungUp extends Error {
  constructor() {
    super('the broker closed the connection without an answer')
  }
}
