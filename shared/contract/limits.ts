/** Every bound the product keeps, in one place. Sizes are bytes, lengths are UTF-16 code units. */
export const limits = {
  bodyBytes: 1_000_000,
  pageSizeMin: 1,
  pageSizeMax: 100,
  pageSizeDefault: 25,
  /** A bounded filter reads at most this many index rows for one request (design: lists of the bounded class). */
  boundedReadItems: 1_000,
  /** Where a filter asks for each row’s own item, this many. */
  boundedLookups: 250,
  searchResults: 50,
  searchCharactersMin: 2,
  searchCharactersMax: 100,
  tagsPerRecord: 20,
  tagsPerOrganization: 500,
  phonesPerRecord: 5,
  membersPerOrganization: 1_000,
  /** The organization chart is one item: some 125 bytes of each, of 400 KB. */
  employeesPerOrganization: 2_000,
  organizationsPerUser: 40,
  invitationsPerOrganization: 200,
  apiKeysPerOrganization: 50,
  statusesPerList: 20,
  /** Retired ones too, which stay by name. */
  statusesKept: 40,
  noteCharacters: 10_000,
  /** Each takes an entry and a change, beside the idempotency marker and the record's check. */
  activitiesPerBulk: 48,
  /** Days that one report looks at. */
  reportDays: 1_100,
  /** Customers that a report tells apart. */
  reportCustomers: 50,
  /** People that one filter names. */
  ownersTogether: 50,
  pipelinesPerOrganization: 10,
  /** Those out of use too, which stay by name. All of an organization's settings are one item, of 400 KB at most. */
  pipelinesKept: 20,
  stagesPerPipeline: 12,
  /** Stages that were taken away and stay by name: as many as can be taken away at once. */
  retiredStagesPerPipeline: 12,
  /** One file of a record; storage takes it in one call. */
  attachmentBytes: 25 * 1024 * 1024,
  /** Of a person's or an organization's picture, which browsers make small before they send it. */
  pictureBytes: 256 * 1024,
  attachmentNameCharacters: 200,
  /** Those in the trash and those under way included. */
  attachmentsPerRecord: 200,
  /** Room of an organization's files. */
  storageBytes: 10 * 1024 * 1024 * 1024,
  /** An upload begins within this time of being announced. */
  uploadMinutes: 15,
  /** What was announced and not finished by then is forgotten. */
  uploadHours: 24,
  /** Days that a freed file's mark outlives the queues that can bring its removal again. */
  freedDays: 60,
  /** All of them stand above the first page of a record's notes. */
  pinnedNotesPerRecord: 20,
  /** Days a deleted record stays in the trash before it is gone. */
  trashDays: 30,
  invitationDays: 7,
  /** Somebody who was mailed a temporary password and has not come in by then is forgotten. */
  temporaryPasswordDays: 7,
  /**
   * Invitations and temporary passwords are mailed in our name: so many to one person, not before a pause, and so many a
   * day (UTC) for an organization.
   */
  mailsPerPerson: 10,
  mailPauseSeconds: 60,
  mailsPerDay: 200,
  recoveryCodes: 10,
  /** Recovery codes of one user that may be tried in a day (UTC), by whoever knows the password. */
  recoveryTriesPerDay: 20,
  formsPerOrganization: 50,
  fieldsPerForm: 20,
  /** `custom.` and a key. */
  questionNameCharacters: 47,
  originsPerForm: 10,
  /**
   * Posts of one address to public forms in a span of so many seconds, and leads that a form and all forms of an
   * organization make in a day (UTC).
   */
  formPostsPerAddress: 20,
  formSpanSeconds: 600,
  formLeadsPerDay: 500,
  organizationFormLeadsPerDay: 2_000,
  /** Nobody fills in a form faster; a page that was open for longer is to be sent once more. */
  formFillSecondsMin: 2,
  formFillHoursMax: 24,
  /** Of each value that is posted to a form, before the field's own bound. */
  formValueCharacters: 5_000,
  formNames: 40,
  idempotencyHours: 24,
  /** Records whose titles one request asks for. */
  titlesTogether: 50,
  /** Jobs that one person may have under way, and those of an organization in a day (UTC), decisions among them. */
  jobsAtOnce: 20,
  jobsPerDay: 2_000,
  /** Ids that one request may name for a job; filters have no such bound. */
  jobIdsGiven: 1_000,
  /** Ids of a job are kept in items of this many, some 20 KB. */
  jobChunkIds: 500,
  /** Days that a job can be looked at. */
  jobDays: 30,
  jobsListed: 50,
  /** DynamoDB takes at most this many actions in one transaction. */
  transactionActions: 100,
  /** A list row is kept as one JSON string of at most this size. */
  rowBytes: 1_024,
  /** Of a record as UTF-8, beside its row. */
  recordBytes: 200_000,
  /** Of what one change tells: values of before and after. The table takes items of 400 KB. */
  changeBytes: 350_000,
  /** In use; as many again may lie retired. */
  customFieldsPerType: 100,
  customFieldsKept: 200,
  /** All definitions of a type are one item, of 400 KB at most. */
  customFieldsBytes: 300_000,
  /** Fields of a type that stand in list rows, and those whose words are found by search: each costs with every write. */
  customFilterablePerType: 10,
  /** Parameters of one list, and how long each may be. */
  customFilters: 20,
  customFilterCharacters: 2_000,
  customSearchablePerType: 5,
  /** As much of a text as a list row tells. */
  customRowCharacters: 60,
  /** Custom values of a list row, beside the row's own bound. */
  customRowBytes: 1_024,
  customOptionsPerField: 100,
  /** RFC 5321. */
  emailCharacters: 254,
  urlCharacters: 300,
  customTextCharacters: 300,
  customLongTextCharacters: 10_000,
} as const;
