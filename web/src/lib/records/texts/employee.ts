import { este, los } from '#lib/i18n/es/nouns.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import type { TypeTexts } from '#lib/i18n/record-texts.ts';

export const texts: TypeTexts<'employee'> = {
  en: (nouns) => ({
    about: `${nouns.employee.Many} and their managers make up the teams: a manager sees what the team owns.`,
    fields: { position: 'Position', managerId: 'Manager' },
    help: {
      managerId: `The manager sees and edits what this ${nouns.employee.one} owns.`,
      userId: `The member of the organization that this ${nouns.employee.one} signs in as.`,
    },
  }),
  es: (nouns) => ({
    about: `${capitalized(los(nouns.employee))} y sus jefes forman los equipos: un jefe ve lo que es de su equipo.`,
    fields: { position: 'Puesto', managerId: 'Jefe' },
    help: {
      managerId: `El jefe ve y edita lo que es de ${este(nouns.employee)}.`,
      userId: `El miembro de la organización con el que ${este(nouns.employee)} inicia sesión.`,
    },
  }),
};
