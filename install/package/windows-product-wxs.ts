import { fileComponent, installedFiles } from './windows-files-wxs.ts'
import { guidOf } from './windows-guid.ts'
import { browserPolicy, remembered, sessionStart } from './windows-registry-wxs.ts'
import { document, type Element, element } from './xml.ts'

/** The service host, from the folder of the program. */
export const serviceProgram = 'bin/deskbridge-service.exe'
export const serviceName = 'deskbridge'
/** All versions have it; by it an installer finds the ones that are there. */
export const upgradeCode: string = guidOf('product')

/** What the description is made of. */
export interface ProductOptions {
  /** `major.minor.patch`. */
  readonly version: string
  /** What is installed, with slashes. */
  readonly files: readonly string[]
  /** The name of the built installer as a product; another one for each content. */
  readonly productCode: string
}

/** The description of the installer, in the language of WiX, as `wixl` understands it. */
export function productDescription(options: ProductOptions): string {
  // wixl 0.101 crashes at any other letter.
  const unwritable = options.files.filter((path) => !/^[ -~]+$/.test(path))
  if (unwritable.length > 0) throw new Error(`the installer cannot have files of these names: ${unwritable.join(', ')}`)
  const { content, components } = installedFiles(options.files, new Set([serviceProgram]))
  const service = serviceComponent()
  const own = [service, ...registryComponents]
  const names = [...components, ...own.map(({ attributes }) => attributes.Id ?? '')]
  const installed = element('Directory', { Id: 'INSTALLDIR', Name: 'deskbridge' }, [...content, ...registryComponents])
  const programs = element('Directory', { Id: 'ProgramFiles64Folder' }, [installed])
  return document(
    element('Wix', { xmlns: 'http://schemas.microsoft.com/wix/2006/wi' }, [
      element('Product', identity(options), [
        element('Package', { InstallerVersion: '500', Compressed: 'yes', InstallScope: 'perMachine' }),
        element('MajorUpgrade', { DowngradeErrorMessage: newerThere }),
        element('Media', { Id: '1', Cabinet: 'deskbridge.cab', EmbedCab: 'yes' }),
        element('Property', { Id: 'ARPNOMODIFY', Value: '1' }),
        ...remembered.map(searched),
        element('Directory', { Id: 'TARGETDIR', Name: 'SourceDir' }, [programs]),
        element('DirectoryRef', { Id: 'BINDIR' }, [service]),
        element('Feature', { Id: 'Main', Level: '1' }, names.map(reference)),
      ]),
    ]),
  )
}

// In ASCII, for wixl.
const newerThere = 'A newer version of deskbridge is installed. / May nay da cai ban deskbridge moi hon.'

const registryComponents = [...remembered.map(({ component }) => component), browserPolicy, sessionStart]

function identity({ version, productCode }: ProductOptions): Readonly<Record<string, string>> {
  const [Name, Manufacturer, Language] = ['deskbridge', 'deskbridge', '1033']
  return { Id: productCode, Name, Manufacturer, Language, Version: version, UpgradeCode: upgradeCode }
}

/**
 * What was said at the last installation. It is read into a property of another name, since a search overwrites what is
 * said on the command line; an action takes it where nothing was said.
 */
function searched({ property, name }: (typeof remembered)[number]): Element {
  const where = { Root: 'HKLM', Key: 'Software\\deskbridge', Name: name, Type: 'raw', Win64: 'yes' }
  return element('Property', { Id: `OLD_${property}` }, [element('RegistrySearch', { Id: `Search${name}`, ...where })])
}

/** With an account of Windows that may do little; the data folder is opened to this service alone, see `service/`. */
function serviceComponent(): Element {
  const name = { Name: serviceName, DisplayName: 'deskbridge', Description: 'The devices of this counter' }
  const kind = { Type: 'ownProcess', Start: 'auto', ErrorControl: 'normal', Vital: 'yes' }
  return fileComponent(serviceProgram, [
    element('ServiceInstall', { Id: 'Service', ...name, ...kind, Account: 'NT AUTHORITY\\LocalService' }),
    element('ServiceControl', {
      ...{ Id: 'ServiceControl', Name: serviceName },
      ...{ Start: 'install', Stop: 'both', Remove: 'uninstall', Wait: 'yes' },
    }),
  ])
}

function reference(id: string): Element {
  return element('ComponentRef', { Id: id })
}
