/** Accepted file types with their extensions. Types that a browser would execute are excluded. */
export const fileTypes = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
  'text/plain': ['txt', 'log', 'md'],
  'text/csv': ['csv'],
  'application/json': ['json'],
  'text/calendar': ['ics'],
  'text/vcard': ['vcf'],
  'message/rfc822': ['eml'],
  'application/zip': ['zip'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'application/vnd.oasis.opendocument.presentation': ['odp'],
  'application/msword': ['doc'],
  'application/vnd.ms-excel': ['xls'],
  'application/vnd.ms-powerpoint': ['ppt'],
  'audio/mpeg': ['mp3'],
  'audio/mp4': ['m4a'],
  'audio/wav': ['wav'],
  'audio/ogg': ['ogg', 'oga'],
  'video/mp4': ['mp4', 'm4v'],
  'video/quicktime': ['mov'],
  'video/webm': ['webm'],
} as const satisfies Record<string, readonly string[]>;
export type FileType = keyof typeof fileTypes;
export const fileTypeNames = Object.keys(fileTypes) as [FileType, ...FileType[]];

/** Images that a browser displays but never executes: the only files shown inline. */
const shownTypes: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
export const isShown = (type: string): boolean => shownTypes.has(type);

/** A file name without path separators or bidirectional control characters, which can disguise the extension. */
export const fileNameForm = /^[^/\\\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u;

const endingOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** Whether the extension of a file name matches a type. */
export const fitsName = (type: FileType, name: string): boolean =>
  (fileTypes[type] as readonly string[]).includes(endingOf(name));

/** The accepted type that matches a file name's extension, if any. The type that the browser reports is not used. */
export const typeOfName = (name: string): FileType | undefined =>
  fileTypeNames.find((type) => fitsName(type, name));
