import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { al, el, los, o } from '../spanish.ts';

type Analytics = Messages['analytics'];

export const issueReportTitles = ({
  customer,
  issue,
}: Nouns): Pick<Analytics['reports'], 'issues' | 'issuePeople' | 'issueCustomers'> => ({
  issues: issue.Many,
  issuePeople: `${issue.Many} por persona`,
  issueCustomers: `${issue.Many} por ${customer.one}`,
});
export const issueParts = { priority: 'Por prioridad', assignee: 'Por persona' };
export const issuePart = { priority: 'Prioridad', assignee: 'Persona' };

/** Labels and definitions of the measures of issues. */
export const issueMeasureTexts = ({ customer, issue }: Nouns) => ({
  issuesOpened: {
    label: `${issue.Many} nuev${o(issue)}s`,
    about: `${issue.Many} abiert${o(issue)}s en el periodo.`,
  },
  issuesAnswered: {
    label: 'Primeras respuestas',
    about: `${issue.Many} que recibieron la primera respuesta en el periodo.`,
  },
  firstAnswerTime: {
    label: 'Tiempo hasta la primera respuesta',
    about: 'Promedio de tiempo laborable hasta la primera respuesta.',
  },
  answeredInTime: {
    label: `Respondid${o(issue)}s a tiempo`,
    about: `De ${los(issue)} con plazo, proporción que recibió la primera respuesta a tiempo.`,
  },
  issuesResolved: {
    label: `${issue.Many} resuelt${o(issue)}s`,
    about: `${issue.Many} resuelt${o(issue)}s en el periodo.`,
  },
  resolutionTime: {
    label: 'Tiempo hasta la resolución',
    about: `Promedio de tiempo laborable hasta la resolución, sin el tiempo en que se esperaba ${al(customer)}.`,
  },
  resolvedInTime: {
    label: `Resuelt${o(issue)}s a tiempo`,
    about: `De ${los(issue)} con plazo, proporción que se resolvió a tiempo.`,
  },
  issuesRated: {
    label: 'Valoraciones',
    about: `${issue.Many} que valoró ${el(customer)} en el periodo.`,
  },
  satisfied: {
    label: 'Satisfacción',
    about: `De ${los(issue)} valorad${o(issue)}s, proporción con la que ${el(customer)} quedó satisfech${o(customer)}.`,
  },
});
