/** Folders of the files bucket with the objects of one organization. A purge empties all of them. */
export const fileFolders = {
  uploads: (orgId: string): string => `uploads/${orgId}/`,
  files: (orgId: string): string => `files/${orgId}/`,
  /** The owner of a picture is an organization or a user. */
  pictureUploads: (ownerId: string): string => `uploads/pictures/${ownerId}/`,
  pictures: (ownerId: string): string => `pictures/${ownerId}/`,
  imports: (orgId: string): string => `imports/${orgId}/`,
  exports: (orgId: string): string => `exports/${orgId}/`,
  duplicates: (orgId: string): string => `duplicates/${orgId}/`,
} as const;

/** The folder of the snapshots bucket with the lists of one organization. */
export const snapshotFolder = (orgId: string): string => `lists/${orgId}/`;
