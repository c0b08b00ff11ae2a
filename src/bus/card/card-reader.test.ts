import { expect, test } from 'vitest'
import { readerParts } from './card-reader.ts'

test.each([
  ['ACS ACR1252 Dual Reader [ACR1252 Dual Reader PICC] 00 00', 'ACS ACR1252 Dual Reader [ACR1252 Dual Reader PICC]', 0],
  ['ACS ACR1252 Dual Reader [ACR1252 Dual Reader SAM] 00 01', 'ACS ACR1252 Dual Reader [ACR1252 Dual Reader SAM]', 1],
  ['Virtual PCD 00 0A', 'Virtual PCD', 10],
  ['Generic Smart Card Reader Interface 12', 'Generic Smart Card Reader Interface', 0],
  ['Identiv uTrust 3700 F CL Reader', 'Identiv uTrust 3700 F CL Reader', 0],
])('of "%s" the model is "%s" and the slot %i', (name, model, slot) => {
  expect(readerParts(name)).toEqual({ model, slot })
})
