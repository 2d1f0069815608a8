/** Limits of the product. Sizes are in bytes, lengths in Unicode code points. */
export const limits = {
  bodyBytes: 1_000_000,
  pageSizeMin: 1,
  pageSizeMax: 100,
  pageSizeDefault: 25,
  /** Number of items after which a filtered list stops reading and returns what it has found so far. */
  boundedReadItems: 1_000,
  searchResults: 50,
  searchCharactersMin: 2,
  searchCharactersMax: 100,
  /** Maximum number of possible duplicates in an answer. */
  duplicatesShown: 5,
  tagsPerRecord: 20,
  tagsPerOrganization: 500,
  /** The number of records that an activity can be about. */
  aboutRecords: 10,
  phonesPerRecord: 5,
  /** Maximum number of lines of a quote, an order or an invoice. */
  linesPerDocument: 200,
  lineCharacters: 2_000,
  /**
   * Maximum number of invoices that a payment settles. Each needs two of the 100 actions in a transaction, one for the
   * invoice and one for its change item, and replacing all of them concerns twice as many.
   */
  allocationsPerPayment: 20,
  /** Maximum number of payments that settle an invoice. A credit note can change all of them in one transaction. */
  paymentsPerInvoice: 40,
  refundsPerPayment: 20,
  /** Days for which events of payment providers are kept, so that repeated ones are recognized. */
  paymentEventDays: 90,
  /** Maximum number of invoices and drafts from which the rest of an order is computed. All of them are read. */
  invoicesPerOrder: 200,
  /** Maximum number of invoices that are made of a quote, also if they were deleted or voided since. It has their ids. */
  invoicesPerQuote: 50,
  /** Maximum number of series of numbers, of invoices and of credit notes each. */
  seriesPerOrganization: 10,
  /** Last numbers in an archive: of each year of all series. */
  lastNumbers: 2_000,
  /** Days after which a link to a document ends: after the due date, or the day on which it was made if that is later. */
  documentLinkDays: 90,
  /** Days after which an effect that has not happened is dropped: longer than the fourteen for which queues keep messages. */
  outboxDays: 30,
  documentMessageCharacters: 2_000,
  /** Maximum size of a PDF that is attached to an e-mail. Many mail servers refuse e-mails of more than 10 MB. */
  attachedPdfBytes: 5_000_000,
  /** Maximum number of issues that a client opens per day. */
  portalIssuesPerDay: 50,
  /** Maximum number of files that a client uploads per day. */
  portalFilesPerDay: 50,
  /** How long a link to a document works that the portal makes for a client. */
  portalLinkMinutes: 60,
  /** Maximum number of e-mails about answers per day of an organization. Further answers are only in the portal. */
  answerMailsPerDay: 2_000,
  /** Maximum number of requests for access to portals from one IP address within an hour. */
  portalRequestsPerAddress: 20,
  /** Maximum number of such requests that are answered on a day (UTC), for one contact and for an organization. */
  portalRequestsPerContact: 3,
  portalRequestsPerDay: 200,
  /** Days after its resolution for which an answer of the customer opens an issue again. */
  reopenDays: 14,
  satisfactionCharacters: 2_000,
  workingSpansPerDay: 3,
  holidays: 60,
  /** Maximum of a target for issues: 30 days around the clock. */
  targetMinutes: 43_200,
  /** Maximum number of answers to quotes, and of PDFs, from one IP address within `documentSpanSeconds`. */
  documentAnswersPerAddress: 20,
  documentFilesPerAddress: 60,
  documentSpanSeconds: 600,
  /** Maximum number of further currencies in which a product has a price. */
  pricesPerProduct: 10,
  membersPerOrganization: 1_000,
  /** The organization chart is one item of at most 400 KB, with about 125 bytes per employee. */
  employeesPerOrganization: 2_000,
  organizationsPerUser: 40,
  invitationsPerOrganization: 200,
  apiKeysPerOrganization: 50,
  /** Maximum number of addresses and ranges from which an API key can be used. */
  addressesPerApiKey: 20,
  /** Maximum number of hours for which the previous secret of a rotated API key stays valid. */
  apiKeyOverlapHours: 168,
  webhooksPerOrganization: 20,
  /** Maximum number of hours for which the previous secret of a webhook signs as well. */
  webhookOverlapHours: 168,
  /** Days for which deliveries are kept, with their payloads. */
  webhookDays: 30,
  /** A receiver has this long for its answer. */
  webhookAnswerSeconds: 15,
  /** How much of an answer is read and kept. */
  webhookAnswerBytes: 1_024,
  /** Larger payloads have the ids only. */
  webhookPayloadBytes: 256 * 1024,
  /** A webhook is switched off once all attempts of so many days have failed. */
  webhookFailingDays: 5,
  /** Of each delivery, the newest attempts are kept. */
  webhookAttemptsKept: 20,
  /** Maximum number of deliveries that are sent again by one request. */
  webhookReplaysMax: 50,
  /** Messages to the webhooks of an organization within a day (UTC). Those above are kept and can be sent later. */
  webhookMessagesPerDay: 100_000,
  /** Kilobytes of these messages. Those above have the ids only. */
  webhookKilobytesPerDay: 1_000_000,
  sourcesPerOrganization: 20,
  /** Maximum number of fields that a source fills in from its messages. */
  mappedFields: 60,
  pointerCharacters: 200,
  /** Messages of a source within a day (UTC). */
  receivedPerSourcePerDay: 20_000,
  /** Days for which messages are kept that wait for somebody who looks at them. */
  heldMessageDays: 365,
  /** Of a message, so many places are offered to choose values from. */
  messagePlaces: 300,
  statusesPerList: 20,
  /** Maximum number of statuses or sources in a list, including retired ones, whose names are still needed. */
  statusesKept: 40,
  noteCharacters: 10_000,
  issueSubjectCharacters: 200,
  /**
   * Each activity needs two of the 100 actions in a transaction: one for the activity and one for its change item. The
   * rest is for the idempotency marker and the record.
   */
  activitiesPerBulk: 48,
  /** Maximum number of days in a report. */
  reportDays: 1_100,
  /** Maximum number of customers in the report of revenue by customer. */
  reportCustomers: 50,
  /** Maximum number of owners in the filter of a report. */
  ownersTogether: 50,
  pipelinesPerOrganization: 10,
  /**
   * Maximum number of pipelines, including archived ones, whose names are still needed. All settings of an organization
   * are one item of at most 400 KB.
   */
  pipelinesKept: 20,
  stagesPerPipeline: 12,
  /**
   * Maximum number of removed stages that a pipeline keeps, because histories show their names. One update can remove
   * this many.
   */
  retiredStagesPerPipeline: 12,
  /** Maximum size of one file, which is uploaded in one request. */
  attachmentBytes: 25 * 1024 * 1024,
  /** The unit of a product or a line, such as an hour. */
  unitCharacters: 20,
  /** Maximum size of a user's or organization's picture. The UI resizes pictures before it uploads them. */
  pictureBytes: 256 * 1024,
  attachmentNameCharacters: 200,
  /** Maximum number of a record's files, including files in the trash and unfinished uploads. */
  attachmentsPerRecord: 200,
  filesPerAnswer: 10,
  /** Minutes for which the URL of an upload is valid. */
  uploadMinutes: 15,
  /** Hours after which an unfinished upload is discarded, and a file whose answer wasn’t sent. */
  uploadHours: 24,
  /**
   * Days for which a marker shows that the storage of a removed file was given back to the organization. Repeated
   * messages about the removal arrive earlier, because queues keep them for 14 days.
   */
  freedDays: 60,
  /** Maximum number of pinned notes. The first page of a record's notes contains all of them. */
  pinnedNotesPerRecord: 20,
  /** Days a deleted record stays in the trash before it is purged. */
  trashDays: 30,
  invitationDays: 7,
  /** Days for which a temporary password is valid. Afterwards, users who never signed in with it are removed. */
  temporaryPasswordDays: 7,
  /**
   * Limits on e-mails with invitations and temporary passwords: the number per invitation or new account, the pause
   * between two of them, and the number per organization and day (UTC).
   */
  mailsPerPerson: 10,
  mailPauseSeconds: 60,
  mailsPerDay: 200,
  /**
   * Days for which an organization or membership counts as new. During this time, a member can send fewer e-mails per
   * day.
   */
  youngDays: 7,
  /** Maximum number of crashes of pages that are reported from one IP address within `crashSpanSeconds`. */
  crashReportsPerAddress: 60,
  crashSpanSeconds: 900,
  organizationsPerUserPerDay: 10,
  /** Maximum number of times per day (UTC) that a user can start to change their e-mail address. */
  emailChangesPerDay: 5,
  /**
   * Maximum number of password checks by the API within `passwordSpanSeconds`: from one IP address without sign-in, and
   * for one account. Checks by the signed-in user and by visitors who send the same username are counted separately.
   */
  passwordsPerAddress: 40,
  passwordsPerAccount: 30,
  passwordSpanSeconds: 900,
  /** The longest time for which Cognito locks an account after wrong passwords or codes. */
  lockedSeconds: 900,
  /** Maximum number of sign-ins that a user can end one by one while their last access tokens are valid. */
  endedSignIns: 20,
  recoveryCodes: 10,
  /** Attempts to use recovery codes per user and day (UTC), by anyone who knows the password. */
  recoveryTriesPerDay: 20,
  /**
   * Calls that load demo data into an organization per day (UTC). A complete load takes about ten calls, or more on a
   * slow machine.
   */
  demoLoadsPerDay: 100,
  /** Days for which a deleted organization can be restored before it is purged. */
  organizationGraceDays: 30,
  /** Organizations that one pass over the table purges together. Each adds to the filter of its Scan. */
  organizationsPurgedTogether: 10,
  /**
   * Days for which the id of a purged organization is kept, so that nothing which is delivered late writes items of it
   * again: longer than the fourteen days for which queues keep messages.
   */
  purgedOrganizationDays: 15,
  /**
   * Days for which it is kept that an account was deleted, without anything about the user. Tokens, requests and messages
   * that are under way end earlier.
   */
  deletedAccountDays: 30,
  /** Days between noticing that the user pool no longer has a user and deleting what the user has left behind. */
  missingUserDays: 3,
  /** Maximum number of times per day (UTC) that a user can download their own data, which reads a lot. */
  ownDataPerDay: 50,
  /** Newest changes of an organization, and of a profile, that are searched for those of a user. */
  ownChangesRead: 500,
  /** Bytes of private views in the data of a user. Functions can answer with 6 MB in all. */
  ownViewsBytes: 2_000_000,
  /** Erasures that one pass over the table works on together, and those that an organization can have under way. */
  erasuresTogether: 20,
  erasuresAtOnce: 50,
  /** Erasures in the list of an organization's erasures. */
  erasuresListed: 100,
  /** Records of one person that an erasure removes together: merged ones, duplicates, and leads that became contacts. */
  recordsPerPerson: 50,
  /** Items of each kind in the file of what is stored about a person. */
  personalDataItems: 1_000,
  /** Bytes of JSON of what is stored about a person. A function answers with 6 MB at most. */
  personalDataBytes: 4_000_000,
  privateViewsPerMember: 100,
  sharedViewsPerOrganization: 100,
  /** Maximum size of a saved view as JSON. */
  viewBytes: 16 * 1024,
  formsPerOrganization: 50,
  fieldsPerForm: 20,
  /** Maximum length of `custom.<key>`. */
  questionNameCharacters: 47,
  originsPerForm: 10,
  /**
   * Maximum number of submissions of public forms per IP address within `formSpanSeconds`, and of one form per IP
   * address within a day. The next two limits are for leads per day (UTC): those that one form creates, and those that
   * all forms of an organization create.
   */
  formPostsPerAddress: 20,
  formSpanSeconds: 600,
  formPostsPerAddressPerDay: 50,
  formLeadsPerDay: 500,
  organizationFormLeadsPerDay: 2_000,
  /**
   * Submissions within fewer seconds are assumed to come from bots. If the page was open for more than the maximum
   * number of hours, the visitor must submit it again.
   */
  formFillSecondsMin: 2,
  formFillHoursMax: 24,
  /** Maximum number of leads from one page, whose token each submission contains. */
  formPostsPerToken: 5,
  /** Maximum length of a submitted value, checked before the field's own limit. */
  formValueCharacters: 5_000,
  formNames: 40,
  /**
   * Submissions that an organization can have held for review, those of them that ask for access to the portal, and the
   * bytes of one and of all. Each is removed after `heldDays`.
   */
  heldSubmissions: 200,
  heldAccessRequests: 50,
  heldBytesEach: 100_000,
  heldBytes: 2_000_000,
  heldDays: 30,
  /** Days for which a link works with which an issue is read and answered without an account. */
  issueLinkDays: 90,
  /** E-mails that confirm an issue from a form: to one address, and of an organization, per day (UTC). */
  receiptsPerAddress: 5,
  receiptsPerDay: 500,
  /** Answers with one link per day, and from one IP address within `documentSpanSeconds`. */
  linkAnswersPerDay: 50,
  linkAnswersPerAddress: 20,
  idempotencyHours: 24,
  /** Maximum number of records in one request for titles. */
  titlesTogether: 50,
  /** Maximum number of unfinished bulk jobs per user, and of new jobs of all kinds per organization and day (UTC). */
  jobsAtOnce: 20,
  jobsPerDay: 2_000,
  /** Maximum number of ids in one job request. Jobs that select records by filters have no such limit. */
  jobIds: 1_000,
  /** Ids per stored item of a job, about 20 KB. */
  jobChunkIds: 500,
  /**
   * Seconds for which settings are cached, and timeouts of the functions that write records: those of the API and the one
   * that runs jobs. A job that applies a change of settings starts when no write can use the previous settings any more.
   */
  settingsCachedSeconds: 5,
  requestSeconds: 15,
  /** How often a message of a queue is delivered until its work counts as failed. */
  queueAttempts: 5,
  jobRunSeconds: 30,
  /** Days for which a job is kept. */
  jobDays: 30,
  /** Maximum size of an imported file. Its rows and columns are counted without the header. */
  importBytes: 100 * 1024 * 1024,
  importRows: 200_000,
  /** Five times as many as a record can have custom fields, so that columns that nobody imports have room. */
  importColumns: 500,
  /** Rows in one object of the bucket, the unit in which rows are read, checked and imported. */
  importPartRows: 500,
  importRowsShown: 200,
  /** Different values of a column that are counted and can be mapped, and their length. */
  importColumnValues: 100,
  importValueCharacters: 200,
  /** Mapped values of all columns together. They are stored with the import, whose item can have 400 KB. */
  importMappedValues: 300,
  importEmptyTexts: 20,
  importMatchFields: 3,
  /** New tags of one import. Its start creates them. */
  importNewTags: 50,
  /** Rules for all cells of one kind, and the characters of the texts in them. */
  importRules: 50,
  importRuleCharacters: 120,
  /** The longest text of a corrected cell, and the size of all corrections of a row. */
  importCellCharacters: 2_000,
  importCorrectionBytes: 32_000,
  /** Rows that one request corrects: each is a write of its transaction. Rules are for more. */
  importRowsCorrected: 50,
  /** Corrected rows of an import. */
  importCorrections: 5_000,
  /** The last row of a spreadsheet. */
  importRowNumber: 1_048_576,
  /** Values that are listed for a kind of problem. */
  importProblemValues: 20,
  /** Kinds of problems that a check tells of. Further ones are counted among the refused rows only. */
  importProblems: 200,
  /** Days for which an import and its file are kept, so that its job can be undone as long as any other. */
  importDays: 30,
  importsListed: 50,
  /** Imports whose rows can refer to one another. */
  importsLinked: 6,
  /** Files whose columns are remembered, for each record type, and the size of what is remembered of each. */
  importMappings: 10,
  importMappingBytes: 30_000,
  /** A file of refused rows ends with the row that reaches this size. */
  importRefusedBytes: 20 * 1024 * 1024,
  importsPerDay: 200,
  /** Minutes for which the URL of a file to import is valid, which can be large. */
  importUploadMinutes: 60,
  /** Maximum number of records in an exported file, and of its columns. */
  exportRows: 200_000,
  exportColumns: 250,
  exportHeaderCharacters: 100,
  /** Maximum number of unfinished exports of an organization, and of new ones per day (UTC). */
  exportsAtOnce: 20,
  exportsPerDay: 200,
  /** How often an export starts to write its file before it fails. Its message is delivered five times at most. */
  exportRuns: 4,
  /**
   * Minutes after which a run fails. Its function has 15, of which one can pass before the run begins, and two are for
   * the storage to complete the file.
   */
  exportRunMinutes: 12,
  /** Days for which an export and its file are kept. */
  exportDays: 7,
  exportsListed: 50,
  /** Maximum number of records that a scan for duplicates compares, and how long it compares them. */
  duplicateScanRecords: 200_000,
  duplicateScanSeconds: 600,
  /** Records with a value in common are compared unless more of them have it: it then says too little. */
  duplicateKeyRecords: 50,
  /** The most similar pairs of records, and groups of them, that a scan keeps. */
  duplicatePairs: 200_000,
  duplicateGroups: 10_000,
  /** How often a scan begins before it fails. Its message is delivered five times at most. */
  duplicateScanRuns: 4,
  duplicateScansPerDay: 100,
  /** Declarations that records of a type are no duplicates. A scan reads all of them. */
  notDuplicatesPerType: 10_000,
  /** Days for which a scan and its groups are kept. */
  duplicateScanDays: 7,
  /** Groups in a page, 10 by default. Each of them has up to ten records, which are read. */
  duplicateGroupsPage: 20,
  duplicateGroupsDefault: 10,
  /** Maximum number of records in an archive of an organization, of attached files, and of bytes in these files. */
  archiveRecords: 200_000,
  archiveFiles: 100_000,
  archiveFileBytes: 20 * 1024 ** 3,
  /** Maximum size of an archive that is imported, which S3 takes in one request, and of its JSON lines unpacked. */
  archiveImportBytes: 5 * 1024 ** 3,
  archiveLinesBytes: 8 * 1024 ** 3,
  archiveLineBytes: 1024 ** 2,
  /** How often the import of an archive begins without coming further until it fails. */
  archiveImportRuns: 4,
  /** Minutes for which the URL of a file is valid. */
  downloadUrlMinutes: 5,
  jobsListed: 50,
  /** Maximum number of records that are merged into another one at once. All of them are written in one transaction. */
  mergeRecords: 9,
  /** DynamoDB's maximum number of actions in a transaction. */
  transactionActions: 100,
  /** Maximum size of a list row as JSON. */
  rowBytes: 1_024,
  /** Maximum size of a record as JSON, without the values that its list row contains. */
  recordBytes: 200_000,
  /** Maximum size of the old and new values in a change item. A DynamoDB item can have 400 KB. */
  changeBytes: 350_000,
  /** How many changes can cause one another, so that automations can't run in circles. */
  changeDepth: 8,
  /**
   * Maximum number of custom fields in use (`customFieldsPerType`), and of all custom fields including retired ones.
   */
  customFieldsPerType: 100,
  customFieldsKept: 200,
  /**
   * Maximum size of a record type's custom field definitions as JSON. They are one DynamoDB item, which can have 400
   * KB.
   */
  customFieldsBytes: 300_000,
  /** Maximum number of query parameters for custom fields in a list request, and the maximum length of their values. */
  customFilters: 20,
  customFilterCharacters: 2_000,
  /** Maximum number of searchable custom fields per record type. Each adds to the cost of every write. */
  customSearchablePerType: 5,
  customOptionsPerField: 100,
  externalIdCharacters: 120,
  /** RFC 5321 limits a path to 256 characters, including angle brackets around the address. */
  emailCharacters: 254,
  urlCharacters: 300,
  customTextCharacters: 300,
  customLongTextCharacters: 10_000,
} as const;
