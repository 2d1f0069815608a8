import { dueNext } from '#contract/issue-due.ts';
import { a } from '#contract/noun.ts';
import type { Issue } from '#contract/records/issue.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import { el, o, un } from '#lib/i18n/spanish.ts';
import { recordView } from '../record-view.ts';

export default recordView('issue', {
  columns: [
    { field: 'subject', width: 260 },
    { field: 'code', width: 96 },
    { field: 'statusId', width: 192 },
    { field: 'priorityId', width: 96 },
    { field: 'customerId', width: 160 },
    // “Unassigned” with the button beside it.
    { field: 'ownerId', width: 148, minWidth: 122 },
    { field: 'firstAnswerDueAt', width: 148, minWidth: 136 },
    { field: 'resolutionDueAt', width: 148, minWidth: 136 },
  ],
  subtitle: ['code', 'customerId', 'priorityId'],
  dueFields: ['firstAnswerDueAt', 'resolutionDueAt', 'dueAt'],
  dueField: (row) => {
    const due = dueNext(row as Partial<Issue>);
    return due && `${due.what}DueAt`;
  },
  readOnlyFields: [
    'firstAnswerDueAt',
    'firstAnsweredAt',
    'resolutionDueAt',
    'resolvedAt',
    'lastAnswerAt',
    'satisfied',
    'satisfactionComment',
    'writerName',
    'writerEmail',
    'formName',
    'consentText',
    'linksRevokedAt',
  ],
  boardParts: () => import('../issues/issue-board.ts'),
  texts: {
    en: (nouns) => ({
      about: `${capitalized(a(nouns.issue))} is something that ${a(nouns.customer)} has asked for or complained about. Answer it in time, and talk about it with your team without the ${nouns.customer.one} seeing that.`,
      fields: {
        subject: 'Subject',
        description: 'Description',
        priorityId: 'Priority',
        ownerId: 'Assignee',
        firstAnswerDueAt: 'First answer due',
        firstAnsweredAt: 'First answer',
        firstAnswerInTime: 'First answer in time',
        resolutionDueAt: 'Resolution due',
        dueAt: 'Next due',
        resolvedAt: 'Resolution',
        lastAnswerAt: 'Last answer',
        satisfied: `${nouns.customer.One} satisfied`,
        satisfactionAt: 'Rated',
        satisfactionComment: 'Comment on the rating',
        writerName: 'Name',
        writerEmail: 'E-mail',
        formName: 'Web form',
        consentText: 'Consent text',
        consentVersion: 'Consent version',
        linksRevokedAt: 'Links revoked',
        resolutionInTime: 'Resolved in time',
        clock: 'Working time',
        firstAnswerMinutes: 'Minutes until the first answer',
        resolutionMinutes: 'Minutes until the resolution',
      },
      help: {
        description: `The ${nouns.customer.one} can read it. Write what only your team may know in a note.`,
      },
    }),
    es: (nouns) => ({
      about: `${capitalized(un(nouns.issue))} es algo que solicita o de lo que se queja ${un(nouns.customer)}. Responde a tiempo y coméntal${o(nouns.issue)} con tu equipo sin que lo vea ${el(nouns.customer)}.`,
      fields: {
        subject: 'Asunto',
        description: 'Descripción',
        priorityId: 'Prioridad',
        ownerId: `Asignad${o(nouns.issue)} a`,
        firstAnswerDueAt: 'Primera respuesta antes de',
        firstAnsweredAt: 'Primera respuesta',
        firstAnswerInTime: 'Primera respuesta a tiempo',
        resolutionDueAt: 'Resolución antes de',
        dueAt: 'Próximo vencimiento',
        resolvedAt: 'Resolución',
        lastAnswerAt: 'Última respuesta',
        satisfied: `${nouns.customer.One} satisfech${o(nouns.customer)}`,
        satisfactionAt: 'Valoración',
        satisfactionComment: 'Comentario de la valoración',
        writerName: 'Nombre',
        writerEmail: 'Correo electrónico',
        formName: 'Formulario web',
        consentText: 'Texto de consentimiento',
        consentVersion: 'Versión del consentimiento',
        linksRevokedAt: 'Enlaces revocados',
        resolutionInTime: `Resuelt${o(nouns.issue)} a tiempo`,
        clock: 'Tiempo laborable',
        firstAnswerMinutes: 'Minutos hasta la primera respuesta',
        resolutionMinutes: 'Minutos hasta la resolución',
      },
      help: {
        description: `${capitalized(el(nouns.customer))} puede leerla. Escribe en una nota lo que solo deba saber tu equipo.`,
      },
    }),
  },
});
