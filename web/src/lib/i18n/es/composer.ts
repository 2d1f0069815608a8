import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { al } from '../spanish.ts';

/** UI text for answers to customers. */
export const answers = ({ customer }: Nouns): Messages['answers'] => ({
  send: 'Enviar respuesta',
  hint: `Responde ${al(customer)}, que puede leerlo`,
  then: 'Estado después',
  answered: `respondió ${al(customer)}`,
});

/** UI text for what is added to a timeline. */
export const composer: Messages['composer'] = {
  kinds: { answer: 'Respuesta', note: 'Nota', activity: 'Actividad', call: 'Llamada', task: 'Tarea' },
  label: 'Añadir a la cronología',
  addActivity: 'Añadir actividad',
  addCall: 'Añadir llamada',
  addTask: 'Añadir tarea',
  title: 'Título',
  notes: 'Notas',
  when: 'Cuándo',
  minutes: 'Minutos',
  kind: 'Tipo',
  due: 'Vence',
  remind: 'Recordatorio',
  priority: 'Prioridad',
  assignee: 'Asignada a',
  hints: {
    activity: '¿Qué ha pasado o qué está previsto?',
    call: '¿De qué se habló?',
    task: '¿Qué hay que hacer?',
  },
};
