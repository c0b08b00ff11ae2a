import type { Hall, HallPlan, HallTicket } from '../../src/centre/index.ts'
import { formatTime } from '../../src/contract/index.ts'
import { text } from '../../src/core/index.ts'
import type { Slip, TicketPrinter } from './ticket-printer.ts'

/** How slips are made. */
export interface PrintingOptions {
  readonly printer: Pick<TicketPrinter, 'print'>
  /** Where telephones reach the pages of the centre, like https://so.vinhlong.gov.vn; slips have no code without it. */
  readonly address?: string
}

/** A hall whose tickets come out of a printer, too. Nobody waits for the paper to learn the number. */
export function printTickets(hall: Hall, { printer, address }: PrintingOptions): Hall {
  return {
    plan: hall.plan,
    async issue(field, options) {
      const issued = await hall.issue(field, options)
      void printer.print(slipOf(hall.plan, issued, address))
      return issued
    },
    find: (ticket) => hall.find(ticket),
    picture: () => hall.picture(),
    onChange: (listener) => hall.onChange(listener),
    press: (place, press) => hall.press(place, press),
    report: (day) => hall.report(day),
    conflicts: () => hall.conflicts(),
    settle: (conflict, words) => hall.settle(conflict, words),
  }
}

/** In Vietnamese: paper cannot be switched to another language. */
function slipOf({ title, fields }: HallPlan, issued: HallTicket, address: string | undefined): Slip {
  const { ticket, field, priority, ahead = 0 } = issued
  const wait = ahead === 0 ? text('web.kiosk.ahead.none', 'vi') : text('web.kiosk.ahead', 'vi', { count: ahead })
  return {
    centre: title.vi,
    field: fields.find(({ id }) => id === field)?.name.vi ?? field,
    number: ticket,
    note: priority ? `${text('web.kiosk.priority.mark', 'vi')} - ${wait}` : wait,
    time: timeOf(issued.issued),
    ...(address === undefined ? {} : { code: `${address}/ve/${encodeURIComponent(ticket)}` }),
  }
}

/** 08:05 22/11/2026, by the clock of the centre. */
function timeOf(wall: number): string {
  const [day = '', time = ''] = formatTime(wall).split('T')
  return `${time.slice(0, 5)} ${day.split('-').reverse().join('/')}`
}
