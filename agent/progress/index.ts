export { findSupervisor } from './find-supervisor.ts'
export { noSupervisor, type Supervisor } from './supervisor.ts'
export { tellProgress } from './tell-progress.ts'
