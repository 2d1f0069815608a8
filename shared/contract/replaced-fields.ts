/**
 * Free texts that presets used before they had a custom field with choices, by record type, with the key of that custom
 * field. Where an organization has the custom field in use, the free text is only shown if a record has one.
 */
export const replacedFields: Readonly<Record<string, Readonly<Record<string, string>> | undefined>> = {
  customer: { profession: 'profession', preferredVoice: 'preferred-voice' },
};
