export { type AskedBundle, type BundleCollector, type CollectorOptions, collectBundles } from './collect.ts'
export { type BundleShelf, bundlesFolder, type KeptBundle, openBundleShelf } from './shelf.ts'
