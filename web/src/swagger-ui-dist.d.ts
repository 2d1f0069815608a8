declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  interface SwaggerOptions {
    domNode: HTMLElement;
    /** Where the description is read, or the description itself. */
    url?: string;
    spec?: object;
    deepLinking?: boolean;
    docExpansion?: 'none';
    persistAuthorization?: boolean;
    validatorUrl?: null;
  }
  export default function SwaggerUI(options: SwaggerOptions): void;
}
