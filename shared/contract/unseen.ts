import * as z from 'zod/mini';

const unseen = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * Removes characters that nobody sees, such as zero-width spaces and marks of text direction. Address books and chat programs
 * add them to copied addresses and phone numbers, which would be refused without a visible reason.
 */
export const withoutUnseen = z.overwrite((text: string) => text.replace(unseen, ''));
