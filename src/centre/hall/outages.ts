import type { Executor } from '../../sqlite/index.ts'
import type { HallPlan } from './hall.ts'
import { isOfHall } from './plan.ts'

/** The centre itself was away for so long: then nobody knows how its desks were. */
const noticed = 10_000

/** A desk is there, or is not: its outage ends, or begins. */
export async function notePresence(db: Executor, desk: string, online: boolean, now: number): Promise<void> {
  if (online) {
    await db.run('UPDATE hall_outages SET until = ? WHERE desk = ? AND until IS NULL', now, desk)
    return
  }
  await db.run(
    `INSERT INTO hall_outages (desk, since)
     SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM hall_outages WHERE desk = ? AND until IS NULL)`,
    desk,
    now,
    desk,
  )
}

/** While the centre was away its desks were without it, since it was last known to live, until each is heard. */
export async function noteReturn(db: Executor, plan: HallPlan, now: number): Promise<void> {
  const [life] = await db.all('SELECT alive FROM hall_life')
  if (life && now - Number(life.alive) > noticed) {
    const desks = await db.all('SELECT desk FROM desks WHERE online = 1')
    for (const { desk } of desks)
      if (isOfHall(plan, String(desk))) await notePresence(db, String(desk), false, Number(life.alive))
  }
  await noteLife(db, now)
}

/** The centre lives. */
export async function noteLife(db: Executor, now: number): Promise<void> {
  await db.run(
    'INSERT INTO hall_life (one, alive) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET alive = excluded.alive',
    now,
  )
}
