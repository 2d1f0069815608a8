import type { Language } from '#contract/language.ts';

/**
 * Headers of columns in files of notes, activities and tasks by the field that they fill, in the form of
 * `header-synonyms.ts`. Records have fields of the same names with other meanings: the name of a deal is no subject.
 *
 * Sources: HubSpot, "Import activities" and the properties of calls, meetings, notes and tasks in its exports; Pipedrive,
 * "Exporting data" and "Importing notes and activities", where headers are "Activity - Subject"; Salesforce, the fields of
 * `Task`, `Event` and `Note` and the columns of its reports on activities; Zoho CRM, "Standard fields" of tasks, calls,
 * meetings and notes.
 */
export const entryHeaderSynonyms: Record<Language, Readonly<Record<string, string>>> = {
  en: {
    body: 'note body|note content|note|content|body|notes|text|note text|comment|comments|description|note description|message|details',
    createdAt:
      'created at|created|create date|created date|created time|creation date|add time|note add time|activity date|date|note date|timestamp|date created|added',
    kind: 'type|activity type|kind|event type|task subtype|activity kind|engagement type|subtype',
    title:
      'subject|title|activity subject|task title|task subject|task name|call title|call subject|meeting name|meeting title|event title|event name|email subject|name|task|topic|summary|what',
    notes:
      'notes|note|description|comments|comment|full comments|task notes|call notes|meeting description|internal meeting notes|meeting notes|body|details|public description|activity notes|text|email body|call description',
    date: 'date|activity date|start|start time|start date time|startdatetime|start datetime|start date|call start time|meeting start time|event start|due date|from|date time|datetime|when|activity time|call date|completed date|timestamp',
    durationMinutes:
      'duration|duration minutes|duration in minutes|durationinminutes|call duration in minutes|length|minutes|call duration hh mm ss',
    dueAt:
      'due at|due date|due|deadline|activity date|date|task due date|due on|due time|due date time|end date|finish date|target date',
    remindAt:
      'remind at|reminder|reminder date|reminder date time|reminderdatetime|reminder time|remind on|task reminder',
    priority: 'priority|task priority|importance|urgency',
    assigneeId:
      'assignee|assigned to|assigned|activity assigned to|assigned to user|owner|task owner|owner name|owner email|assigned to email|responsible|user|activity owner|rep',
    done: 'done|status|task status|completed|is closed|isclosed|is done|state|complete|finished|closed',
    customerId:
      'customer|company|account|organization|organisation|associated company|account name|company name|company account|organization name|customer name|client|account id|accountid|company id|organization id|customer id|associated company ids|primary associated company|business',
    contactId:
      'contact|contact person|person|associated contact|contact name|person name|contact email|associated contact ids|contact id|person id|email|e mail|contact e mail|associated contacts|name id',
    dealId:
      'deal|opportunity|associated deal|deal name|deal title|opportunity name|deal id|opportunity id|associated deal ids',
    leadId: 'lead|lead name|associated lead|lead title|lead id|prospect',
    vendorId: 'vendor|supplier|vendor name|supplier name|vendor id|supplier id',
    employeeId: 'employee|employee name|employee id|employee number',
  },
  es: {
    body: 'cuerpo de la nota|contenido de la nota|contenido|nota|notas|texto|texto de la nota|comentario|comentarios|descripcion|observaciones|mensaje|detalle',
    createdAt:
      'creada|creado|fecha de creacion|creada el|creado el|fecha|fecha de la nota|fecha de la actividad|hora de creacion|anadida',
    kind: 'tipo|tipo de actividad|clase|tipo de evento',
    title:
      'asunto|titulo|titulo de la tarea|nombre de la tarea|tarea|titulo de la llamada|nombre de la reunion|titulo de la reunion|titulo del evento|nombre|resumen|tema',
    notes:
      'notas|nota|descripcion|comentarios|comentario|observaciones|detalle|detalles|notas de la tarea|notas de la llamada|texto|cuerpo',
    date: 'fecha|fecha de la actividad|inicio|hora de inicio|fecha de inicio|fecha y hora|comienzo|fecha de la llamada|fecha de vencimiento|desde|cuando',
    durationMinutes: 'duracion|minutos|duracion en minutos|duracion minutos',
    dueAt:
      'vence|fecha de vencimiento|vencimiento|fecha limite|plazo|fecha|fecha de entrega|limite|para cuando|fecha de la actividad',
    remindAt: 'recordatorio|fecha de recordatorio|recordar|hora del recordatorio',
    priority: 'prioridad|importancia|urgencia',
    assigneeId:
      'responsable|asignada a|asignado a|asignado|propietario|propietario de la tarea|encargado|usuario|comercial|persona asignada',
    done: 'hecha|hecho|estado|estado de la tarea|completada|completado|terminada|finalizada|realizada|cerrada',
    customerId:
      'cliente|empresa|cuenta|organizacion|compania|empresa asociada|nombre de la empresa|nombre de la cuenta|nombre del cliente|id de la empresa|id de cliente|razon social',
    contactId:
      'contacto|persona de contacto|persona|contacto asociado|nombre del contacto|correo del contacto|id de contacto|correo|correo electronico',
    dealId:
      'negocio|oportunidad|trato|negocio asociado|nombre del negocio|nombre de la oportunidad|titulo del trato|id de negocio',
    leadId: 'prospecto|lead|nombre del prospecto|prospecto asociado|cliente potencial',
    vendorId: 'proveedor|nombre del proveedor|id de proveedor',
    employeeId: 'empleado|nombre del empleado|empleada|id de empleado',
  },
};
