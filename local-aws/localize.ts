import { StartFailure } from './start-failure.ts';

export type LocalValues = {
  /** URLs in the template, mapped to local ones. */
  addresses: Record<string, string>;
  secrets: Record<string, string>;
};

const dynamicReference = /\{\{resolve:secretsmanager:(.+?):SecretString:[^}]*\}\}/g;

/** Replaces AWS URLs and references to secrets in a template value. */
export function localize(text: string, { addresses, secrets }: LocalValues): string {
  let local = text.replace(dynamicReference, (whole, arn: string) => {
    const value = secrets[arn];
    if (value === undefined) throw new StartFailure(`The template refers to a missing secret: ${whole}`);
    return value;
  });
  for (const [address, here] of Object.entries(addresses)) local = local.replaceAll(address, here);
  return local;
}

export function localizeAll(texts: Record<string, string>, values: LocalValues): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, localize(text, values)]));
}
