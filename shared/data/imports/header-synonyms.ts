import type { Language } from '#contract/language.ts';

/**
 * Headers of columns by the field that they fill, folded, between `|`, the most exact ones first. They are those of the
 * exports of other products, and usual ones of lists made by hand. `fullName` is the full name of a person, `furtherFirst`
 * and `furtherLast` are further columns of a first and a last name. Phones are recognized by `phone-label.ts` instead.
 *
 * Sources: Google Contacts, "Export, back up, or restore contacts", and its template for imports, in its present form
 * (First Name, Organization Name, Labels) and its former one (Given Name, Organization 1 - Name, Group Membership);
 * Microsoft, "Create or edit CSV files to import into Outlook"; HubSpot, "HubSpot’s default contact properties" and its
 * pages for companies and deals; Pipedrive, "Exporting data", where headers are "Person - Name"; Salesforce, "Field
 * mapping for the Data Import Wizard"; Zoho CRM, "Standard fields" of leads, contacts, accounts and deals.
 */
export const headerSynonyms: Record<Language, Readonly<Record<string, string>>> = {
  en: {
    firstName: 'first name|given name|forename|first|christian name|fname',
    lastName: 'last name|family name|surname|last|lname|surnames|last names',
    furtherFirst: 'middle name|additional name|middle names|second name',
    furtherLast: 'second last name|second surname|maternal surname|last name 2',
    fullName:
      'full name|name|contact name|person name|display name|complete name|first and last name|name and surname|lead name|employee name|file as',
    name: 'name|company name|account name|organization name|organisation name|business name|customer name|client name|vendor name|supplier name|company|account|organization|organisation|customer|client|vendor|supplier|legal name|trade name',
    email:
      'e mail|email|e mail address|email address|mail|mail address|e mail value|e mail addresses|emails|email 1|primary email|e mails',
    statusId:
      'status|state of contact|contact status|lifecycle stage|lead status|customer status|rating status',
    jobTitle:
      'job title|job|position|role|organization title|title|occupation|designation|function|job position',
    city: 'city|town|locality|municipality|city town|mailing city|billing city|business city|home city|city town village locality of address',
    country:
      'country|country region|country code|nation|mailing country|billing country|business country region|country territory|country name|country of address',
    externalId: 'external id|external identifier|external key|external reference|external code',
    nationalId:
      'national id|id number|identity number|national identity number|identity document|passport|passport number|dni|ssn|personal id|national identification number',
    customerId:
      'customer|company|company name|account name|account|organization name|organization|organisation|organisation name|associated company|primary associated company|employer|client|customer name|client name|business name|business',
    contactIds:
      'contacts|contact|contact name|contact names|associated contact|associated contacts|contact person|person name|person|people|primary contact|participants|contact email',
    ownerId:
      'owner|assigned to|account manager|sales rep|salesperson|sales representative|record owner|owner name|owner full name|owner email|assignee|agent|account owner|responsible|rep',
    tagIds: 'tags|tag|labels|label|categories|groups|group membership|keywords|segments|group|lists|segment',
    website:
      'website|web site|web page|web|url|homepage|home page|website url|site|company website|website value|web address|domain|company domain name|company domain|domain name',
    address:
      'address|street|street address|address line 1|address 1|billing street|mailing street|business street|postal address|full address|address formatted|home street|address of organization|location',
    profession: 'profession|occupation|industry|trade|line of business|business type|sector',
    preferredVoice: 'preferred voice|voice',
    company:
      'company|company name|organization|organization name|organisation|account name|account|employer|business name|business|associated company|organisation name',
    sourceId:
      'source|lead source|original source|origin|channel|source of lead|original traffic source|lead origin|came from|source channel',
    estimatedValue:
      'estimated value|value|amount|potential value|expected value|deal value|estimate|lead value|annual revenue|expected revenue',
    budgetMin: 'minimum budget|budget min|min budget|budget from|budget|lowest budget',
    budgetMax: 'maximum budget|budget max|max budget|budget to|highest budget',
    propertyInterest:
      'interested in|interest|property interest|product interest|interests|product|requirement|property|property of interest',
    message: 'message|comments|comment|notes|note|description|remarks|inquiry|enquiry|details',
    subject: 'subject|ticket name|ticket subject|issue|summary|title|case subject|topic|request|subject line',
    priorityId: 'priority|ticket priority|urgency|severity|importance|case priority',
    title: 'title|deal name|opportunity name|name|deal title|deal|opportunity|subject|opportunity title',
    value:
      'value|amount|deal value|deal amount|total|price|revenue|deal size|total amount|total value|sum|value of deal',
    exchangeRate: 'exchange rate|conversion rate|fx rate|rate|currency rate',
    pipelineId: 'pipeline|sales pipeline|deal pipeline|pipeline name|funnel|sales process',
    stageId: 'stage|deal stage|sales stage|stage name|pipeline stage|phase|opportunity stage',
    probability:
      'probability|win probability|probability percent|deal probability|forecast probability|chance',
    expectedCloseDate:
      'expected close date|close date|closing date|expected close|expected closing date|estimated close date|forecast date|due date|target date',
    lostReason:
      'lost reason|reason for loss|closed lost reason|loss reason|reason lost|reason for loss description|reason',
    category: 'category|vendor category|type|supplier type|vendor type|kind|industry|class',
    contactPerson:
      'contact person|contact name|contact|primary contact|main contact|contact full name|representative|person',
    rating: 'rating|score|stars|evaluation|vendor rating',
    department: 'department|organization department|dept|division|team|area|unit',
    position: 'position|job title|role|title|job|organization title|occupation|designation',
    hireDate:
      'hire date|start date|date hired|hired on|joining date|date of joining|employment date|hired|entry date|employment start date',
    managerId: 'manager|reports to|supervisor|line manager|boss|manager name|manager email|direct manager',
    userId: 'user|username|user name|login|user email|account user|user account',
    legalName: 'legal name|registered name|name on invoices|company legal name|billing name',
    taxId:
      'tax id|vat number|vat id|tax number|tax identification number|vat registration number|ein|vat no|fiscal id',
    postalCode: 'postal code|zip|zip code|postcode|post code|zip postal code|billing zip|billing postal code',
    state: 'state province|state region|province|region|county|province state|billing state|state county',
    billingEmail: 'billing e mail|billing email|invoice email|invoicing email|accounts payable email',
    paymentReminders: 'reminders|send reminders|invoice reminders|payment reminder',
    description: 'description|details|product description|item description|long description',
    unit: 'unit|unit of measure|uom|sales unit|billing unit',
    price: 'price|unit price|list price|sales price|net price|rate|selling price',
    taxPercent: 'tax|tax rate|vat|vat rate|tax percent|sales tax|vat percent|gst|tax percentage',
    intervalMonths: 'billed every|billing interval|billing period|interval|months between invoices',
    trialDays: 'trial days|trial period|free trial days|trial',
    contactId: 'contact|contact name|contact person|attention|attn|person',
    dealId: 'deal|deal name|opportunity|opportunity name',
    orderId: 'order|order number|sales order|order no|order id',
    quotedOn: 'date|quote date|quotation date|estimate date|date of quote|quoted on',
    validUntil: 'valid until|expiry date|expiration date|expires|valid to|valid till|expires on',
    orderedOn: 'date|order date|date of order|ordered on|purchase date|ordered',
    issuedOn: 'date|invoice date|issue date|date of issue|date issued|issued on|issued',
    dueOn: 'due date|due|payment due|due on|payment due date|pay by',
    receivedOn:
      'date|payment date|received on|date received|date paid|paid on|value date|received|booking date',
    methodId: 'payment method|method|paid by|payment type|means of payment|mode of payment',
    reference:
      'reference|customer s reference|customer reference|po number|purchase order|purchase order number|po|your reference|payment reference|transaction reference|bank reference|ref',
    seriesId: 'series|invoice series|number series',
    amount: 'amount|payment amount|amount received|amount paid|total|sum|paid amount|received amount',
    discountPercent: 'discount|discount percent|discount rate|overall discount|document discount',
    currency: 'currency|currency code|currency iso code',
    note: 'notes|note|comments|comment|remarks|remark|memo|internal notes|additional notes',
    notes: 'notes|note|comments|comment|remarks|memo|terms|message to customer',
  },
  es: {
    firstName: 'nombre|nombres|nombre de pila|nombre 1|primer nombre|nombre propio',
    lastName: 'apellidos|apellido|primer apellido|apellido paterno|1er apellido|apellido 1|1 apellido',
    furtherFirst: 'segundo nombre|otros nombres|nombre 2',
    furtherLast: 'segundo apellido|apellido materno|2 apellido|2o apellido|apellido 2|2do apellido',
    fullName:
      'nombre completo|nombre y apellidos|nombre y apellido|nombres y apellidos|apellidos y nombre|apellidos y nombres|apellido y nombre|nombre|nombre del contacto|nombre contacto|contacto|persona|persona de contacto|nombre del empleado|empleado|nombre del prospecto|interesado',
    name: 'nombre|razon social|empresa|nombre de la empresa|nombre empresa|nombre comercial|nombre fiscal|denominacion|cliente|nombre del cliente|nombre cliente|proveedor|nombre del proveedor|nombre proveedor|compania|organizacion|cuenta|nombre de la cuenta|denominacion social|sociedad',
    email:
      'correo|correo electronico|direccion de correo|direccion de correo electronico|direccion de email|e correo|mail|email|e mail|dir correo|cuenta de correo|correos|correo de empresa|correo de la empresa',
    statusId: 'estado|estatus|situacion|estado del contacto|estado del cliente|etapa del ciclo de vida',
    jobTitle: 'cargo|puesto|puesto de trabajo|posicion|rol|ocupacion|funcion|titulo del puesto|cargo laboral',
    city: 'ciudad|poblacion|localidad|municipio|comuna|ciudad de facturacion|poblado',
    country: 'pais|pais region|nacion|pais de residencia|codigo de pais|pais o region',
    externalId: 'id externo|id externa|identificador externo|clave externa|referencia externa|codigo externo',
    nationalId:
      'documento de identidad|dni|nif|cedula|cedula de identidad|cedula de ciudadania|rut|run|curp|documento|numero de documento|no de documento|identificacion|numero de identificacion|nie|dni nif|nif cif|rfc|pasaporte|doc identidad|cuil|cuit|n documento',
    customerId:
      'cliente|empresa|nombre de la empresa|nombre empresa|compania|organizacion|razon social|cuenta|nombre de la cuenta|nombre del cliente|nombre cliente|empresa asociada|nombre de la organizacion|sociedad|negocio',
    contactIds:
      'contactos|contacto|persona de contacto|nombre del contacto|contactos asociados|contacto principal|persona',
    ownerId:
      'responsable|propietario|asignado a|comercial|vendedor|vendedora|ejecutivo|ejecutivo de cuenta|ejecutivo comercial|agente|asesor|asesor comercial|gestor|encargado|dueno|asignado|comercial asignado|responsable comercial|agente comercial',
    tagIds: 'etiquetas|etiqueta|categorias|grupos|segmento|segmentos|grupo|listas|palabras clave',
    website:
      'sitio web|pagina web|web|pagina|url|sitio|direccion web|pagina de internet|dominio|nombre de dominio de la empresa',
    address:
      'direccion|domicilio|calle|direccion postal|direccion completa|domicilio fiscal|direccion fiscal|direccion 1|calle y numero|ubicacion|direccion de facturacion',
    profession: 'profesion|giro|sector|rubro|actividad|oficio|ocupacion|ramo|industria|actividad economica',
    preferredVoice: 'voz preferida|voz',
    company:
      'empresa|nombre de la empresa|nombre empresa|compania|organizacion|razon social|cuenta|nombre de la cuenta|negocio|sociedad',
    sourceId:
      'origen|fuente|procedencia|canal|medio|origen del prospecto|fuente del lead|origen del lead|como nos conocio|fuente original|campana',
    estimatedValue:
      'valor estimado|valor|importe|monto|importe estimado|monto estimado|ingresos previstos|valor potencial',
    budgetMin: 'presupuesto minimo|presupuesto desde|presupuesto|presupuesto min|presupuesto inicial',
    budgetMax: 'presupuesto maximo|presupuesto hasta|presupuesto max|presupuesto tope',
    propertyInterest:
      'interes|intereses|interesado en|inmueble de interes|propiedad de interes|producto de interes|producto|inmueble|propiedad|servicio de interes',
    message:
      'mensaje|comentarios|comentario|notas|nota|observaciones|observacion|descripcion|consulta|detalle|detalles',
    subject: 'asunto|incidencia|ticket|titulo|resumen|tema|solicitud|caso',
    priorityId: 'prioridad|urgencia|gravedad|importancia|severidad',
    title:
      'titulo|nombre del negocio|nombre|nombre de la oportunidad|nombre negocio|oportunidad|negocio|trato|asunto|nombre del trato|concepto',
    value:
      'valor|importe|monto|valor del negocio|importe total|monto total|precio|total|cantidad|valor total|importe del negocio|cuantia',
    exchangeRate: 'tipo de cambio|tasa de cambio|cambio|tasa|t c',
    pipelineId:
      'embudo|embudo de ventas|pipeline|canal de ventas|proceso de venta|flujo de ventas|proceso comercial',
    stageId: 'etapa|fase|etapa del negocio|etapa de venta|fase de venta|estado del negocio|etapa del embudo',
    probability: 'probabilidad|probabilidad de cierre|probabilidad de exito|porcentaje de cierre',
    expectedCloseDate:
      'cierre previsto|fecha de cierre|fecha prevista de cierre|fecha de cierre prevista|cierre estimado|fecha estimada de cierre|fecha cierre|cierre|fecha de cierre esperada|fecha prevista',
    lostReason:
      'motivo de perdida|motivo|razon de perdida|motivo de la perdida|causa de perdida|motivo perdida|razon de la perdida',
    category: 'categoria|tipo|tipo de proveedor|clase|rubro|ramo|familia|sector',
    contactPerson:
      'persona de contacto|contacto|nombre del contacto|nombre contacto|contacto principal|persona contacto|representante|interlocutor',
    rating: 'valoracion|calificacion|puntuacion|puntaje|estrellas|evaluacion',
    department: 'departamento|area|division|seccion|equipo|unidad|dpto|depto',
    position: 'puesto|cargo|posicion|puesto de trabajo|rol|ocupacion|funcion',
    hireDate:
      'fecha de ingreso|fecha de contratacion|fecha de alta|fecha de inicio|fecha ingreso|fecha contratacion|fecha de incorporacion|ingreso|alta|fecha alta|contratado el|fecha de entrada|antiguedad',
    managerId:
      'responsable directo|jefe|jefe directo|supervisor|reporta a|manager|responsable|jefa|superior|jefe inmediato',
    userId: 'usuario|nombre de usuario|cuenta de usuario|login|correo del usuario',
    legalName: 'nombre en facturas|nombre legal|nombre fiscal|razon social|denominacion social',
    taxId:
      'nif|cif|nif cif|cif nif|nit|rfc|rut|ruc|cuit|rif|rnc|rtn|identificacion fiscal|numero de identificacion fiscal|id fiscal',
    postalCode: 'codigo postal|cp|c p|cod postal|codigo zip',
    state:
      'provincia|estado o provincia|provincia o estado|region|comunidad autonoma|departamento o provincia|departamento|dpto|depto|entidad federativa',
    billingEmail: 'correo de facturacion|email de facturacion|e mail de facturacion|correo para facturas',
    paymentReminders: 'recordatorios|enviar recordatorios|recordatorio de pago',
    description: 'descripcion|detalle|detalles|descripcion del producto|descripcion del articulo',
    unit: 'unidad|unidad de medida|medida|unidad de venta',
    price: 'precio|precio unitario|precio de venta|tarifa|precio sin iva|pvp|precio neto',
    taxPercent: 'impuesto|iva|tipo de iva|tarifa de iva|tipo impositivo|porcentaje de iva|impuestos|igic',
    intervalMonths: 'se cobra cada|periodicidad|intervalo|intervalo de facturacion|periodo de facturacion',
    trialDays: 'dias de prueba|periodo de prueba|prueba',
    contactId: 'contacto|persona de contacto|nombre del contacto|a la atencion de|persona',
    dealId: 'negocio|oportunidad|trato|nombre del negocio',
    orderId: 'pedido|numero de pedido|no de pedido|n de pedido|orden de venta',
    quotedOn: 'fecha|fecha del presupuesto|fecha de presupuesto|fecha de cotizacion|fecha de la cotizacion',
    validUntil: 'valido hasta|validez|fecha de validez|vigencia|vence|caduca|fecha de caducidad',
    orderedOn: 'fecha|fecha del pedido|fecha de pedido|fecha de compra|fecha de la orden',
    issuedOn: 'fecha|fecha de expedicion|fecha de emision|fecha de factura|fecha de la factura|emitida',
    dueOn: 'vencimiento|fecha de vencimiento|vence el|fecha limite de pago|fecha limite',
    receivedOn:
      'fecha|fecha de cobro|fecha de pago|fecha del pago|fecha valor|fecha del cobro|cobrado el|fecha de operacion',
    methodId: 'forma de pago|metodo de pago|medio de pago|metodo|tipo de pago|forma de cobro',
    reference:
      'referencia|referencia del cliente|orden de compra|numero de orden de compra|su referencia|referencia de pago|referencia bancaria|ref',
    seriesId: 'serie|serie de facturacion',
    amount: 'importe|monto|importe cobrado|importe del pago|importe pagado|total|cantidad|valor',
    discountPercent: 'descuento|porcentaje de descuento|descuento global|dto',
    currency: 'moneda|divisa|codigo de moneda|codigo moneda',
    note: 'notas|nota|comentarios|comentario|observaciones|observacion|anotaciones|notas internas',
    notes: 'notas|nota|observaciones|observacion|comentarios|comentario|condiciones',
  },
};
