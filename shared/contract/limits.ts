/** All limits of the product. Sizes are in bytes, lengths in UTF-16 code units. */
export const limits = {
  bodyBytes: 1_000_000,
  pageSizeMin: 1,
  pageSizeMax: 100,
  pageSizeDefault: 25,
  /** Maximum number of index rows that a filter reads in one request. */
  boundedReadItems: 1_000,
  /** The same for filters that need each row's own item. */
  boundedLookups: 250,
  searchResults: 50,
  searchCharactersMin: 2,
  searchCharactersMax: 100,
  tagsPerRecord: 20,
  tagsPerOrganization: 500,
  phonesPerRecord: 5,
  membersPerOrganization: 1_000,
  /** The organization chart is one item of at most 400 KB, with about 125 bytes per employee. */
  employeesPerOrganization: 2_000,
  organizationsPerUser: 40,
  invitationsPerOrganization: 200,
  apiKeysPerOrganization: 50,
  statusesPerList: 20,
  /** Including retired ones, which are kept by name. */
  statusesKept: 40,
  noteCharacters: 10_000,
  /** Each needs an entry and a change, in addition to the idempotency marker and the record's check. */
  activitiesPerBulk: 48,
  /** Maximum number of days in a report. */
  reportDays: 1_100,
  /** Customers listed in a report. */
  reportCustomers: 50,
  /** Maximum number of people in a filter. */
  ownersTogether: 50,
  pipelinesPerOrganization: 10,
  /**
   * Including archived ones, which are kept by name. All settings of an organization are one item of at most 400 KB.
   */
  pipelinesKept: 20,
  stagesPerPipeline: 12,
  /** Removed stages whose names are kept for histories: as many as can be removed at once. */
  retiredStagesPerPipeline: 12,
  /** One file of a record, uploaded in one call. */
  attachmentBytes: 25 * 1024 * 1024,
  /** A person's or organization's picture, which browsers resize before uploading. */
  pictureBytes: 256 * 1024,
  attachmentNameCharacters: 200,
  /** Including those in the trash and unfinished uploads. */
  attachmentsPerRecord: 200,
  /** Storage for an organization's files. */
  storageBytes: 10 * 1024 * 1024 * 1024,
  /** Time to start an upload after declaring it. */
  uploadMinutes: 15,
  /** Uploads that aren't finished by then are forgotten. */
  uploadHours: 24,
  /** How long the marker of returned storage outlives the queues that could repeat its removal, in days. */
  freedDays: 60,
  /** All of them are shown above the first page of a record's notes. */
  pinnedNotesPerRecord: 20,
  /** Days a deleted record stays in the trash before it is purged. */
  trashDays: 30,
  invitationDays: 7,
  /** Users with a temporary password who haven't signed in by then are removed. */
  temporaryPasswordDays: 7,
  /**
   * Limits on invitations and temporary passwords: per person, the pause in between, and per organization and day
   * (UTC).
   */
  mailsPerPerson: 10,
  mailPauseSeconds: 60,
  mailsPerDay: 200,
  /** Days during which an organization or membership counts as young and can send fewer e-mails. */
  youngDays: 7,
  organizationsPerUserPerDay: 10,
  /** Changes of e-mail address that one user can start per day (UTC). */
  emailChangesPerDay: 5,
  /**
   * Password checks by our functions within a number of seconds: from one address without sign-in, and for one account.
   * Those of a signed-in user are counted separately from those that visitors send with the user's name.
   */
  passwordsPerAddress: 40,
  passwordsPerAccount: 30,
  passwordSpanSeconds: 900,
  recoveryCodes: 10,
  /** Attempts to use recovery codes per user and day (UTC), by anyone who knows the password. */
  recoveryTriesPerDay: 20,
  /** Calls that load demo data into an organization per day (UTC). A load takes about ten, more on a slow machine. */
  demoLoadsPerDay: 100,
  formsPerOrganization: 50,
  fieldsPerForm: 20,
  /** Maximum length of `custom.<key>`. */
  questionNameCharacters: 47,
  originsPerForm: 10,
  /**
   * Submissions of public forms per address and time span, and leads per form and per organization and day (UTC).
   */
  formPostsPerAddress: 20,
  formSpanSeconds: 600,
  formLeadsPerDay: 500,
  organizationFormLeadsPerDay: 2_000,
  /** Submissions that are faster are not from people. A page that was open for longer must be submitted again. */
  formFillSecondsMin: 2,
  formFillHoursMax: 24,
  /** Per submitted value, before the field's own limit. */
  formValueCharacters: 5_000,
  formNames: 40,
  idempotencyHours: 24,
  /** Records per request for titles. */
  titlesTogether: 50,
  /** Running jobs per person, and jobs per organization and day (UTC), including scheduled changes. */
  jobsAtOnce: 20,
  jobsPerDay: 2_000,
  /** Ids in one job request. Filters have no such limit. */
  jobIds: 1_000,
  /** Ids per item of a job, about 20 KB. */
  jobChunkIds: 500,
  /** Days that a job is kept. */
  jobDays: 30,
  jobsListed: 50,
  /** DynamoDB's maximum number of actions in a transaction. */
  transactionActions: 100,
  /** Maximum size of a list row, which is stored as one JSON string. */
  rowBytes: 1_024,
  /** Maximum size of a record as UTF-8, besides its row. */
  recordBytes: 200_000,
  /** Maximum size of a change's old and new values. DynamoDB items can have 400 KB. */
  changeBytes: 350_000,
  /** Fields in use; as many again can be retired. */
  customFieldsPerType: 100,
  customFieldsKept: 200,
  /** All definitions of a type are one item of at most 400 KB. */
  customFieldsBytes: 300_000,
  /** Custom fields per type in list rows, and in search. Each adds to the cost of every write. */
  customFilterablePerType: 10,
  /** Custom filters per list, and their maximum length. */
  customFilters: 20,
  customFilterCharacters: 2_000,
  customSearchablePerType: 5,
  /** Characters of a text that a list row contains. */
  customRowCharacters: 60,
  /** Custom values of a list row, in addition to the row's own limit. */
  customRowBytes: 1_024,
  customOptionsPerField: 100,
  /** RFC 5321. */
  emailCharacters: 254,
  urlCharacters: 300,
  customTextCharacters: 300,
  customLongTextCharacters: 10_000,
} as const;
