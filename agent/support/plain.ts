// What may leave the desk is listed; everything else stays. A value that is kept has a form that no name and no number of
// a person has.

/** A rule for one value: what of it may be told. Undefined leaves it out. */
export type Rule = (value: unknown) => unknown

/** Nine digits and more in a row are numbers of people, cards, phones or accounts. */
const longNumber = /\d{9,}/
const word = /^[A-Za-z0-9._:+-]{1,64}$/

/** A short technical word, such as the name of a device or a profile. */
export const keepWord: Rule = (value) =>
  typeof value === 'string' && word.test(value) && !longNumber.test(value) ? value : undefined

/** A number that is no name of anybody. */
export const keepNumber: Rule = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined)

/** A truth value. */
export const keepBoolean: Rule = (value) => (typeof value === 'boolean' ? value : undefined)

/** The name of a counter, which may be written as a number. */
export const keepName: Rule = (value) => (typeof value === 'number' ? value : keepWord(value))

/** That something is written here, and nothing of what. */
export const keepPresence: Rule = () => '(not told)'

/** How many there are. */
export const keepCount: Rule = (value) => (Array.isArray(value) ? `(${value.length})` : undefined)

/** Where something is, as far as it is the same on every PC: a device file or a port of Windows. */
export const keepPort: Rule = (value) =>
  typeof value === 'string' && /^(\/dev\/[\w./:-]{1,100}|COM\d{1,3})$/.test(value) && !longNumber.test(value)
    ? value
    : '(not told)'

/** A machine and a port, without who logs in there, and without a path. */
export const keepAddress: Rule = (value) => {
  if (typeof value !== 'string') return undefined
  if (/^[\w.-]{1,253}:\d{1,5}$/.test(value) && !longNumber.test(value)) return value
  if (!URL.canParse(value)) return '(not told)'
  const { protocol, hostname, port } = new URL(value)
  return longNumber.test(hostname) ? '(not told)' : `${protocol}//${hostname}${port && `:${port}`}`
}

/** Each member by its rule; those without one are left out. */
export function keepMembers(rules: Readonly<Record<string, Rule>>): Rule {
  return (value) => {
    if (typeof value !== 'object' || value === null) return undefined
    const kept = Object.entries(value).flatMap(([key, member]) => {
      const told = Object.hasOwn(rules, key) ? rules[key]?.(member) : undefined
      return told === undefined ? [] : [[key, told]]
    })
    return Object.fromEntries(kept)
  }
}

/** Each of a list by one rule. */
export function keepEach(rule: Rule): Rule {
  return (value) => (Array.isArray(value) ? value.map(rule).filter((one) => one !== undefined) : undefined)
}

/** Each value by one rule, under keys that are words. */
export function keepValues(rule: Rule): Rule {
  return (value) => {
    if (typeof value !== 'object' || value === null) return undefined
    const kept = Object.entries(value).map(([key, member]) => [keepWord(key), rule(member)] as const)
    return Object.fromEntries(kept.filter(([key, told]) => key !== undefined && told !== undefined))
  }
}
