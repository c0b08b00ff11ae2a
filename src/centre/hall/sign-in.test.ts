import { createHmac, randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fakeClock } from '../../../test/support/faces.ts'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { openTestHall, smallPlan, type TestHall } from './hall.fixture.ts'
import { pinKey, setPin } from './sign-in.ts'

const one = 'quay-01/1'
const pin = pinKey('246810')
const plan = {
  ...smallPlan,
  officers: [
    { officer: 'cb-an', name: 'Nguyễn Thị An', pin },
    { officer: 'cb-binh', name: 'Trần Văn Bình' },
  ],
}

const proofOf = (key: string, nonce = randomUUID() as string) => ({
  method: 'pin' as const,
  nonce,
  answer: createHmac('sha256', Buffer.from(key, 'hex')).update(nonce, 'ascii').digest('hex'),
})
const wrong = () => proofOf('00'.repeat(32))
const signIn = (hall: TestHall, officer: string, proof?: ReturnType<typeof proofOf>) =>
  hall.ask(one, 'officer.sign-in', { officer, ...(proof ? { proof } : {}) })

describe('an officer who signs in', () => {
  it('with the right PIN is proven, and a proof is good for once', async () => {
    const hall = await openTestHall(plan)
    const proof = proofOf(pin.key)
    expect(await signIn(hall, 'cb-an', proof)).toEqual({ officer: { officer: 'cb-an', proven: true } })
    expect(await signIn(hall, 'cb-an', proof)).toEqual({ refused: 'Sai mã PIN, còn 4 lần thử' })
  })

  it('without a PIN is believed but unproven where none is set, and refused where one is', async () => {
    const hall = await openTestHall(plan)
    expect(await signIn(hall, 'cb-binh')).toEqual({ officer: { officer: 'cb-binh', proven: false } })
    expect(await signIn(hall, 'cb-an')).toEqual({ refused: 'Cần mã PIN' })
  })

  it('whom nobody knows is refused, but where nobody is known anybody may sit down unproven', async () => {
    const hall = await openTestHall(plan)
    expect(await signIn(hall, 'cb-la')).toEqual({ refused: 'Không có cán bộ "cb-la" trong danh sách của trung tâm' })
    const open = await openTestHall()
    expect(await signIn(open, 'cb-la')).toEqual({ officer: { officer: 'cb-la', proven: false } })
  })

  it('with five wrong PINs is locked for a quarter of an hour, then for twice as long, also over a restart', async () => {
    const [folder, clock] = [temporaryFolder(), fakeClock()]
    const before = await openTestHall(plan, { folder, clock })
    for (const left of [4, 3, 2, 1])
      expect(await signIn(before, 'cb-an', wrong())).toEqual({ refused: `Sai mã PIN, còn ${left} lần thử` })
    const locked = { refused: 'Sai mã PIN quá nhiều lần. Thử lại sau 15 phút' }
    expect(await signIn(before, 'cb-an', wrong())).toEqual(locked)
    await before.close()

    const after = await openTestHall(plan, { folder, clock })
    const heard = proofOf(pin.key)
    expect(await signIn(after, 'cb-an', heard)).toEqual(locked)
    clock.advance(15 * 60_000)
    // Somebody who listened in while it was locked has nothing in hands.
    expect(await signIn(after, 'cb-an', heard)).toHaveProperty('refused')
    for (let n = 0; n < 4; n++) await signIn(after, 'cb-an', wrong())
    expect(await signIn(after, 'cb-an', proofOf(pin.key))).toEqual({
      refused: 'Sai mã PIN quá nhiều lần. Thử lại sau 30 phút',
    })
    clock.advance(30 * 60_000)
    expect(await signIn(after, 'cb-an', proofOf(pin.key))).toHaveProperty('officer')
  })

  it('has the PIN that was set last, and desks are told its salt but never its key', async () => {
    const hall = await openTestHall(plan)
    await setPin(hall.store.database, 'cb-binh', '1357')
    const [row] = await hall.store.database.all("SELECT salt, key FROM hall_officers WHERE officer = 'cb-binh'")
    expect(row?.key).toBe(pinKey('1357', String(row?.salt)).key)
    expect(await signIn(hall, 'cb-binh', proofOf(String(row?.key)))).toEqual({
      officer: { officer: 'cb-binh', proven: true },
    })
    await hall.rest()
    const [config] = hall.configs.get('vinh-long/quay-01') ?? []
    expect(config?.officers).toEqual([
      { officer: 'cb-an', name: 'Nguyễn Thị An', salt: pin.salt },
      { officer: 'cb-binh', name: 'Trần Văn Bình', salt: row?.salt },
    ])
    expect(JSON.stringify(config)).not.toContain(pin.key)
  })
})
