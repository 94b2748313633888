import { InvalidArgumentError } from 'commander';
import type { AttemptEvent, DeliveryEvent, SummaryEvent } from '../core/delivery-events.ts';
import type { Output } from '../core/ports.ts';
import { RUN_REPORT_FORMATS, type RunReport, type RunReportFormat } from '../render/run-report.ts';
import type { World } from './context.ts';
import { VERSION } from './version.ts';

export interface ReportFile {
  readonly format: RunReportFormat;
  readonly file: string;
}

/** `html=report.html`; repeatable. */
export function collectReport(text: string, before: readonly ReportFile[] = []): ReportFile[] {
  const equals = text.indexOf('=');
  const format = RUN_REPORT_FORMATS.find((name) => name === text.slice(0, equals));
  const file = text.slice(equals + 1);
  if (format !== undefined && file !== '') return [...before, { format, file }];
  throw new InvalidArgumentError(`Expected ${RUN_REPORT_FORMATS.join('=FILE, ')}=FILE.`);
}

/** An output that passes everything on, and remembers what reports are made of. */
export function reportingOutput(
  output: Output,
  startedAtMs: number,
): { readonly output: Output; report(): RunReport | undefined } {
  const attempts: AttemptEvent[] = [];
  const deliveries: DeliveryEvent[] = [];
  let summary: SummaryEvent | undefined;
  return {
    output: {
      event: (event) => {
        if (event.type === 'attempt') attempts.push({ ...event, response: null });
        else if (event.type === 'delivery') deliveries.push(event);
        else if (event.type === 'summary') summary = event;
        return output.event(event);
      },
    },
    report: () =>
      summary === undefined
        ? undefined
        : { version: VERSION, startedAtMs, attempts, deliveries, summary },
  };
}

export async function writeReports(
  files: readonly ReportFile[],
  report: RunReport,
  world: World,
): Promise<void> {
  const [{ resolve }, { writeFileAtomically }] = await Promise.all([
    import('node:path'),
    import('../io/atomic-file.ts'),
  ]);
  for (const { format, file } of files) {
    await writeFileAtomically(resolve(world.cwd, file), await reportText(format, report));
  }
}

async function reportText(format: RunReportFormat, report: RunReport): Promise<string> {
  switch (format) {
    case 'junit':
      return (await import('../render/run-report-junit.ts')).runReportJunit(report);
    case 'json':
      return (await import('../render/run-report-json.ts')).runReportJson(report);
    case 'html': {
      const [{ runReportHtml }, { sha256Base64 }] = await Promise.all([
        import('../render/run-report-html.ts'),
        import('../signing/digest.ts'),
      ]);
      return runReportHtml(report, (text) => sha256Base64(Buffer.from(text, 'utf8')));
    }
    default:
      return format satisfies never;
  }
}
