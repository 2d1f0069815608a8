import * as z from 'zod/mini';

const unseen = /\p{Default_Ignorable_Code_Point}/gu;

/** Like `withoutUnseen` for web addresses, in whose paths these characters can have a meaning: at both ends and in the host. */
export const withoutUnseenAround = z.overwrite((text: string) =>
  text
    .replace(/^[\p{Default_Ignorable_Code_Point}\s]+|[\p{Default_Ignorable_Code_Point}\s]+$/gu, '')
    .replace(/^[^/?#]*\/\/[^/?#]*/u, (start) => start.replace(unseen, '')),
);

/**
 * Removes characters that nobody sees, such as zero-width spaces and marks of text direction. Address books and chat programs
 * add them to copied addresses and phone numbers, which would be refused without a visible reason.
 */
export const withoutUnseen = z.overwrite((text: string) => text.replace(unseen, ''));
