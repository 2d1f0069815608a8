import { BaseResolver, createConfig, lintDocument, makeDocumentFromString } from '@redocly/openapi-core';

/** The errors and warnings of an OpenAPI document under the linter's recommended rules. */
export async function lintFindings(document: unknown): Promise<string[]> {
  const problems = await lintDocument({
    document: makeDocumentFromString(JSON.stringify(document), '/openapi.json'),
    config: (await createConfig({ extends: ['recommended'] })).styleguide,
    externalRefResolver: new BaseResolver(),
  });
  return problems.map(
    ({ severity, ruleId, message, location }) =>
      `${severity} ${ruleId}: ${message} (${location[0]?.pointer ?? ''})`,
  );
}
