export { contentForDesk, cutForDesk, type DeskContent } from './cut.ts'
export {
  type ConfigurationSigner,
  isProvisioningMessage,
  openProvisioning,
  type ProvisioningReader,
  sealProvisioning,
} from './envelope.ts'
export {
  type ConfigurationKey,
  configurationKeyOf,
  configurationKeySchema,
  keyId,
  mostKeys,
  publicKeyOf,
} from './keys.ts'
export { findDesk, type Provision, parseProvision, type ReadProvision } from './provision.ts'
export { enrolmentSchema, modules, modulesSchema, provisioningPolicySchema, updatesSchema } from './schema.ts'
