import { guidOf } from './windows-guid.ts'
import { type Element, element } from './xml.ts'

/** A property that an upgrade remembers: the registry keeps it. */
export interface Remembered {
  readonly property: string
  /** The registry value. */
  readonly name: string
  readonly component: Element
}

/** What is said once, at the first installation. A code is used up by then and is not kept. */
export const remembered: readonly Remembered[] = [
  remember('CENTRE', 'Centre'),
  remember('DESK', 'Desk'),
  remember('APPLICATION', 'Application'),
]

/** The browsers that ask the person before a page may reach this PC, unless a policy answers. */
const browsers = ['Google\\Chrome', 'Microsoft\\Edge', 'Chromium']
const policy = 'LocalNetworkAccessAllowedForUrls'

/**
 * The browsers let the centre's application reach this PC. Policies are numbered values; this number is that of nobody
 * else, so that the site's own stay as they are.
 */
export const browserPolicy: Element = element('Component', { Id: 'BrowserPolicy', ...identified('browser policy') }, [
  ...browsers.map((browser, index) =>
    value(`Software\\Policies\\${browser}\\${policy}`, '47800', '[APPLICATION]', index === 0),
  ),
])
/** Only where the application is named. */
export const browserPolicyCondition = 'APPLICATION'

/** Windows starts the session helper of whoever signs in. */
export const sessionStart: Element = element('Component', { Id: 'SessionStart', ...identified('session start') }, [
  value('Software\\Microsoft\\Windows\\CurrentVersion\\Run', 'deskbridge', '"[BINDIR]deskbridge-session.exe"', true),
])

function remember(property: string, name: string): Remembered {
  const kept = value('Software\\deskbridge', name, `[${property}]`, true)
  return {
    property,
    name,
    component: element('Component', { Id: `Remember${name}`, ...identified(`remember ${name}`) }, [kept]),
  }
}

function value(key: string, name: string, content: string, isKeyPath: boolean): Element {
  const one = { Type: 'string', Name: name, Value: content, ...(isKeyPath ? { KeyPath: 'yes' } : {}) }
  return element('RegistryKey', { Root: 'HKLM', Key: key }, [element('RegistryValue', one)])
}

function identified(name: string): Readonly<Record<string, string>> {
  return { Guid: guidOf(name), Win64: 'yes' }
}
