import type { Language } from '#contract/language.ts';
import type { StepName } from './journey.ts';

interface Texts {
  title: string;
  about(commands: number): string;
  variables: string;
  steps: Record<StepName, string>;
}

export const gettingStartedTexts: Record<Language, Texts> = {
  en: {
    title: 'Getting started with curl',
    about: (commands) =>
      `From a customer to a won deal in ${commands} commands. Create an API key in Settings, and run them in order.`,
    variables:
      'Set SITE, ORG and KEY first. Where a command ends with a comment, set that variable to the value in the response that the comment names. If-Match contains the version that you change. A request that is sent again with the same Idempotency-Key is carried out only once.',
    steps: {
      createCustomer: 'Create a customer',
      createContact: 'Create a contact',
      listContacts: 'List the customer’s contacts',
      updateContact: 'Update the contact',
      createLead: 'Create a lead',
      convertLead: 'Convert the lead into a customer, a contact and a deal',
      listStages: 'List the pipelines and their stages',
      moveDeal: 'Move the deal to the second stage',
      winDeal: 'Win the deal',
      addTask: 'Add a task',
      addNote: 'Add a note',
      addActivity: 'Add an activity',
      queryContacts: 'Find contacts with any filter',
      readDashboard: 'Read the dashboard',
      deleteContact: 'Move the contact to the trash',
      restoreContact: 'Restore the contact',
    },
  },
  es: {
    title: 'Primeros pasos con curl',
    about: (commands) =>
      `De un cliente a un negocio ganado en ${commands} comandos. Crea una clave de API en Ajustes y ejecútalos en orden.`,
    variables:
      'Define primero SITE, ORG y KEY. Si un comando termina con un comentario, asigna a esa variable el valor de la respuesta que indica el comentario. If-Match contiene la versión que cambias. Una solicitud que se repite con el mismo Idempotency-Key se ejecuta una sola vez.',
    steps: {
      createCustomer: 'Crear un cliente',
      createContact: 'Crear un contacto',
      listContacts: 'Listar los contactos del cliente',
      updateContact: 'Actualizar el contacto',
      createLead: 'Crear un lead',
      convertLead: 'Convertir el lead en cliente, contacto y negocio',
      listStages: 'Listar los embudos y sus etapas',
      moveDeal: 'Mover el negocio a la segunda etapa',
      winDeal: 'Ganar el negocio',
      addTask: 'Añadir una tarea',
      addNote: 'Añadir una nota',
      addActivity: 'Añadir una actividad',
      queryContacts: 'Buscar contactos con cualquier filtro',
      readDashboard: 'Consultar el panel',
      deleteContact: 'Mover el contacto a la papelera',
      restoreContact: 'Restaurar el contacto',
    },
  },
};
