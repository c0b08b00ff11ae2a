/** What the guest tells the host, one JSON text a line. */
export type GuestReport =
  /** All is up; these tests follow. */
  | { readonly kind: 'ready'; readonly tests: number; readonly uptime: number }
  | { readonly kind: 'passed'; readonly name: string; readonly ms: number; readonly figures: Figures }
  | { readonly kind: 'failed'; readonly name: string; readonly ms: number; readonly why: string }
  /** The last word. A guest that ends without it has failed, whatever it said before. */
  | { readonly kind: 'done' }

/** What a test measured, in words that a person reads. */
export type Figures = Readonly<Record<string, number | string>>

/** How a run of the lab went. */
export interface LabResult {
  readonly passed: readonly string[]
  readonly failed: readonly string[]
  /** Why the run as a whole cannot be believed, if it cannot. */
  readonly broken?: string
}

/** Judges a whole run: every announced test must have had its say, and the guest its last word. */
export function judge(reports: readonly GuestReport[]): LabResult {
  const passed = reports.flatMap((report) => (report.kind === 'passed' ? [report.name] : []))
  const failed = reports.flatMap((report) => (report.kind === 'failed' ? [report.name] : []))
  const announced = reports.flatMap((report) => (report.kind === 'ready' ? [report.tests] : []))[0]
  const broken = brokenBy(announced, passed.length + failed.length, reports.at(-1)?.kind === 'done')
  return { passed, failed, ...(broken === undefined ? {} : { broken }) }
}

/** Whether everything was shown. */
export function isGreen({ failed, broken }: LabResult): boolean {
  return failed.length === 0 && broken === undefined
}

/** One report in words. */
export function reportLine(report: GuestReport): string {
  switch (report.kind) {
    case 'ready':
      return `guest is up after ${report.uptime} s, ${report.tests} tests`
    case 'passed':
      return `ok   ${report.name} (${report.ms} ms) ${figuresLine(report.figures)}`.trimEnd()
    case 'failed':
      return `FAIL ${report.name} (${report.ms} ms)\n${report.why}`
    case 'done':
      return 'guest is done'
  }
}

function brokenBy(announced: number | undefined, told: number, done: boolean): string | undefined {
  if (announced === undefined) return 'the guest never came up'
  if (announced === 0) return 'no test has such a name'
  if (!done) return `the guest ended or was ended after ${told} of ${announced} tests`
  return told === announced ? undefined : `only ${told} of ${announced} tests had a result`
}

function figuresLine(figures: Figures): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}
