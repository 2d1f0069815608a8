declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  interface SwaggerOptions {
    domNode: HTMLElement;
    url: string;
    deepLinking?: boolean;
    docExpansion?: 'none';
    persistAuthorization?: boolean;
    validatorUrl?: null;
  }
  export default function SwaggerUI(options: SwaggerOptions): void;
}
