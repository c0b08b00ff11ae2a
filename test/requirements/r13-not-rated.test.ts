import { describe, expect, it } from 'vitest'
import { reportCsv } from '../../src/centre/web/report-csv.ts'
import { reportView } from '../../src/centre/web/views/report.ts'
import { canPlay, openFloor, pins } from '../scenarios/floor.ts'
import { issue, onlyDesk, quick, serve, sitDown, today } from './counter.ts'

describe.runIf(canPlay())('R13 a citizen who does not rate', () => {
  it('is "not rated" and never zero, in the facts, in the report and in the file that the report is exported to', async () => {
    const floor = await openFloor({ settings: { ...quick, rating: { ...quick.rating, untouched: 600 } } })
    const desk = onlyDesk(floor)
    await issue(floor, 3)
    await sitDown(floor, desk, 'cb-a', pins['cb-a'])
    const rated = await serve(floor, desk, 5)
    const silent = [await serve(floor, desk), await serve(floor, desk)]
    expect(floor.of(desk, 'rating.given').map(({ data }) => data.ticket)).toEqual([rated])
    const none = floor.of(desk, 'rating.none').map(({ data }) => data)
    expect(none.map(({ ticket }) => ticket)).toEqual(silent)
    expect(none.some((data) => 'level' in data)).toBe(false)

    const { hall } = floor.centre
    const report = await hall.report(today())
    for (const rows of [report.officers, report.counters, report.fields]) {
      const [row] = rows.filter(({ served }) => served > 0)
      expect(row).toMatchObject({ served: 3, ratings: [0, 0, 0, 0, 1], notRated: 2 })
      // Too few to say what their mean is; two zeros would have made one of it.
      expect(row?.points === null || row?.points === hall.plan.rating.levels[4]?.points).toBe(true)
    }
    const csv = reportCsv(reportView(report, hall), { language: 'vi', separator: ';' })
    const [head = '', ...lines] = csv.slice(1).split('\r\n')
    const column = head.split(';').findIndex((name) => /không đánh giá|chưa đánh giá/i.test(name))
    expect(column).toBeGreaterThan(0)
    const ofOfficer = lines.find((line) => line.includes('Nguyễn Thị An'))?.split(';')
    expect(ofOfficer?.[column]).toBe('2')
    expect(ofOfficer?.slice(column - 5, column)).toEqual(['0', '0', '0', '0', '1'])
  }, 120_000)
})
