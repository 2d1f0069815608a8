// Runs after a deployment, with the credentials of the operator and the variables of a function.
import { firstAdministrator } from '#contract/first-administrator.ts';
import { ensureFirstAdministrator } from './first-administrator.ts';

const { FIRST_ADMINISTRATOR = '' } = process.env;
console.log(await ensureFirstAdministrator(firstAdministrator.parse(JSON.parse(FIRST_ADMINISTRATOR))));
