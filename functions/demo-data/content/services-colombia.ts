import { words } from '../random.ts';
import type { DemoContent } from './content.ts';
import { servicesColombiaIssues } from './issue-texts.ts';

/** A Colombian company that installs and maintains equipment at customers' sites. */
export const servicesColombia: DemoContent = {
  language: 'es',
  shares: { CO: 100 },
  worth: 0.6,
  withholdingPercent: 4,
  companies: {
    first: words(
      'Andes, Guatapé, Tayrona, Sabana, Caribe, Nevado, Quimbaya, Magdalena, Cafetal, Chicamocha, Pacífico, Llanos, Muisca, Orquídea, Cóndor, Páramo, Caney, Guayacán, Manglar, Esmeralda, Sol y Luna, Candelaria, Bochica, Ceiba, Arhuaco',
    ),
    second: words(
      'Hoteles, Clínicas, Constructora, Alimentos, Textiles, Inmobiliaria, Transportes, Colegio, Supermercados, Laboratorios, Restaurantes, Ferreterías, Seguros, Flores, Propiedad Horizontal',
    ),
  },
  products: words(
    'Mantenimiento anual, Instalación de aires acondicionados, Cámaras de seguridad, Red eléctrica, Plantas de emergencia, Paneles solares, Lavado de tanques, Control de acceso, Impermeabilización, Revisión de ascensores',
  ),
  professions: words('Administrador de edificio, Odontóloga, Contador, Abogada, Arquitecto, Rectora'),
  lostReasons: words(
    'Precio, Sin presupuesto este año, Eligió a otro proveedor, No hubo decisión, No llegamos a la fecha',
  ),
  interests: words(
    'Mantenimiento de tres sedes, Cámaras para el parqueadero, Paneles solares para la bodega, Cambio de la red eléctrica, Visita técnica esta semana',
  ),
  secondPipeline: {
    id: 'contratos',
    name: 'Contratos de mantenimiento',
    stages: [
      ['Por vencer', 70],
      ['Propuesta enviada', 85],
      ['Acordado', 95],
    ],
  },
  tags: [
    { name: 'Contrato anual', color: 'blue' },
    { name: 'Visita técnica', color: 'cyan' },
    { name: 'Urgente', color: 'red' },
    { name: 'Propiedad horizontal', color: 'violet' },
    { name: 'Salud', color: 'green' },
    { name: 'Licitación', color: 'amber' },
    { name: 'Referido', color: 'green' },
    { name: 'Cliente clave', color: 'blue' },
    { name: 'Cartera', color: 'amber' },
    { name: 'No llamar', color: 'gray' },
  ],
  notes: [
    'Prefiere WhatsApp y respuestas cortas',
    'Pidió cotización para **tres sedes**',
    'Decide junto con el consejo de administración',
    'La visita técnica tiene que ser antes de las ocho',
    'Pide factura electrónica a nombre de la copropiedad',
    'Tiene dos cotizaciones más',
    'Presupuesto aprobado para el próximo trimestre',
    'Espera que *jurídica* revise el contrato',
    'Paga a treinta días',
    'Hay que llevar ARL y planilla para entrar',
  ],
  activities: {
    call: ['Primera llamada', 'Preguntó por precios', 'Dejé mensaje', 'Llamada de seguimiento'],
    email: [
      'Envié la cotización',
      'Envié las referencias',
      'Envié el certificado',
      'Respondí dudas sobre los plazos',
    ],
    meeting: ['Visita técnica', 'Reunión con el consejo', 'Entrega de obra', 'Recorrido por la sede'],
    note: ['Presupuesto aprobado', 'Nuevo administrador', 'En pausa hasta enero', 'Compite otro proveedor'],
    task: ['Revisé la póliza', 'Pedí los materiales', 'Envié el catálogo'],
  },
  plans: {
    call: ['Llamar por la renovación', 'Llamar para cobrar el anticipo', 'Confirmar cuadrilla'],
    email: ['Enviar la cotización corregida', 'Enviar contrato firmado', 'Pedir orden de compra'],
    meeting: ['Visita técnica', 'Entrega de la obra', 'Reunión con interventoría'],
    task: ['Radicar la factura', 'Preparar los planos', 'Pedir los materiales'],
  },
  staff: [
    ['Martha Lucía Duque', 'Gerencia', 'Gerente General', undefined],
    ['Julián Ortega', 'Comercial', 'Director Comercial', 0],
    ['Claudia Pinzón', 'Operaciones', 'Directora de Operaciones', 0],
    ['Camila Restrepo', 'Comercial', 'Ejecutiva Comercial', 1],
    ['Andrés Felipe Mora', 'Comercial', 'Ejecutivo Comercial', 1],
    ['Lucía Benavides', 'Comercial', 'Ejecutiva Comercial', 1],
    ['Wilson Cárdenas', 'Operaciones', 'Jefe de Cuadrilla', 2],
    ['Yuliana Peña', 'Operaciones', 'Coordinadora de Visitas', 2],
    ['Jhon Fredy Arias', 'Operaciones', 'Técnico', 2],
    ['Gloria Inés Rueda', 'Administración', 'Cartera', 0],
  ],
  vendors: [
    ['Papelería Moderna', 'Papelería'],
    ['Eléctricos del Centro', 'Materiales eléctricos'],
    ['TransAndina Cargo', 'Transporte'],
    ['Fríos y Aires', 'Repuestos'],
    ['Dotaciones Segura', 'Dotación'],
    ['Seguros Alborada', 'Seguros'],
    ['Vega Abogados', 'Jurídica'],
    ['Andamios La Roca', 'Alquiler de equipos'],
    ['Cámaras Vigía', 'Seguridad electrónica'],
    ['Contadores Asociados', 'Contabilidad'],
    ['Solar Caribe', 'Paneles solares'],
    ['Ferretería El Tornillo', 'Ferretería'],
  ],
  vendorPeople: words('Ana Ruiz, Diego Salas, Luz Peña, Hernán Torres, Paola Giraldo, Óscar Lozano'),
  issues: servicesColombiaIssues,
  custom: {
    texts: {
      city: words('Bogotá, Medellín, Cali, Barranquilla, Cartagena, Manizales, Bucaramanga, Pereira'),
      'service-city': words('Bogotá, Medellín, Cali, Barranquilla, Manizales, Pereira, Ibagué'),
      'purchase-order': words('OC-1042, OC-1187, OC-2210, OC-2304, OC-3015'),
    },
    numbers: {},
  },
};
