export { type CounterSettings, defaultSettings, type RatingSettings } from './settings.ts'
export { type CounterState, initialState, restoreState } from './state.ts'
export { type CounterInput, type CounterStep, step } from './step.ts'
