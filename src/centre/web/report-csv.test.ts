import { describe, expect, it } from 'vitest'
import { dayReport, hallPlan } from '../../../test/centre-web/hall-plan.ts'
import { scriptedHall } from '../../../test/centre-web/scripted-hall.ts'
import { reportCsv } from './report-csv.ts'
import { reportView } from './views/report.ts'

const hall = scriptedHall(() => 0, hallPlan())
const view = reportView(dayReport, hall)
const lines = (csv: string) => csv.slice(1).trimEnd().split('\r\n')

describe('a report as CSV', () => {
  it('begins with the mark by which Excel knows UTF-8', () => {
    expect(reportCsv(view, { language: 'vi', separator: ',' }).charCodeAt(0)).toBe(0xfeff)
  })

  it('has as many cells in each line as in the head', () => {
    const counts = lines(reportCsv(view, { language: 'vi', separator: ';' })).map((line) => line.split(';').length)
    expect(new Set(counts)).toEqual(new Set([8 + 5 + 4]))
  })

  it('names people and counters, and tells "not rated" apart from the levels', () => {
    const [head, an] = lines(reportCsv(view, { language: 'vi', separator: ';' }))
    expect(head).toContain('Rất hài lòng;Chưa đánh giá;Điểm trung bình')
    expect(an).toBe('Cán bộ;Nguyễn Thị An;31;1;412;1260;318;905;0;1;3;10;8;9;4,31;;')
  })

  it('leaves the points empty where there are too few ratings, never zero', () => {
    const binh = lines(reportCsv(view, { language: 'en', separator: ',' }))[2]
    expect(binh).toBe('Officer,Trần Văn Bình,7,1,412,1260,318,905,1,0,0,2,1,3,,,')
  })

  it('tells the times without connection in the time of Viet Nam', () => {
    const all = lines(reportCsv(view, { language: 'vi', separator: ',' }))
    expect(all.at(-2)).toMatch(/^Mất kết nối,quay-01,.*,2026-11-22 09:05:00,2026-11-22 09:45:00$/)
    expect(all.at(-1)).toMatch(/^Mất kết nối,quay-03,.*,2026-11-22 15:30:00,$/)
  })

  it.each(['=cmd|A1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1', '\r=1', '|calc', '%0A=1'])(
    'carries nothing out: %j is a text',
    (name) => {
      const officers = view.officers.slice(0, 1).map((one) => ({ ...one, name: { vi: name } }))
      expect(reportCsv({ ...view, officers }, { language: 'vi', separator: ',' })).toMatch(/\r\nCán bộ,"?'/)
    },
  )

  it('keeps quotes and separators inside their cell', () => {
    const named = {
      ...view,
      officers: view.officers.slice(0, 1).map((one) => ({ ...one, name: { vi: 'A "B"; C, D' } })),
    }
    expect(reportCsv(named, { language: 'vi', separator: ',' })).toContain('Cán bộ,"A ""B""; C, D",31')
  })
})
