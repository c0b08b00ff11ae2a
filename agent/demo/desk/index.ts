export { type CallPanel, type DeviceParts, type PanelPress, startCallPanel } from './call-panel.ts'
export { type CustomerDisplay, startCustomerDisplay } from './customer-display.ts'
export { type RatingPad, startRatingPad } from './rating-pad.ts'
