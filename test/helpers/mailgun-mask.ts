/** What is drawn at random, by its shape; everything else must equal the page's sample. */
const DRAWN: readonly (readonly [RegExp, string])[] = [
  [/(?<!\w)[0-9a-f]{64}(?!\w)/g, 'SIGNATURE'],
  [/(?<!\w)[0-9a-f]{50}(?!\w)/g, 'TOKEN'],
  [/BAABA[\w-]{29}(?![\w-])/g, 'STORAGE-KEY'],
  [/storage-us-(?:east4|west1)\./g, 'STORAGE-HOST.'],
  [/\d{14}\.[0-9a-f]{16}@/g, 'MESSAGE-ID@'],
  [/(\d{14})\.\d{4}\.\d{5}\.[0-9A-F]{8}@/g, '$1.MESSAGE-ID@'],
  [/Wy[IJ][A-Za-z0-9+/]+=*/g, 'SID'],
  [/[0-9a-f]{8}\.[0-9a-f]{12}-smtp-in/g, 'MAILGUN-ID'],
  [/k\dso\d{7}wmb\.\d/g, 'SENDER-ID'],
  [/<CA[\w-]{22}@/g, '<INBOUND-ID@'],
  [/0{12}[0-9a-f]{16}/g, 'BOUNDARY'],
  [/-{12}\d{24}/g, 'BOUNDARY'],
  [/part1\.\d{8}\.\d{8}/g, 'CONTENT-ID'],
  [/(198\.51\.100|203\.0\.113)\.\d{1,3}/g, '$1.HOST'],
];

/** A text with marks in place of drawn values. */
export function mask(text: string): string {
  return DRAWN.reduce((rest, [shape, name]) => rest.replace(shape, name), text);
}
