import type { FirstValue } from './engines/secrets/secret-store.ts';
import type { AnsweredRequest } from './http/front.ts';
import type { HostInfo } from './host-info.ts';

/** What a product passes in to run on this machine. */
export type HostOptions = {
  /** 0 selects any free port. */
  port: number;
  dataFolder: string;
  /** Whether the data folder is emptied first. */
  isFresh: boolean;
  /** A DynamoDB endpoint to use instead of starting an engine. */
  dynamodbUrl: string | undefined;
  /** Addresses of other services in the template, and where they are called instead. */
  addresses?: Record<string, string>;
  /** Whether faults are injected into the functions' DynamoDB calls and into the table's stream. */
  hasFaults: boolean;
  /** Decides about values of secrets that the data folder has not had before. By default, they are generated. */
  firstSecretValue?: FirstValue;
  /** Synthesizes the templates if something changed, and returns the folder of the cloud assembly. */
  prepareAssembly(): Promise<string>;
  site: SiteOptions;
  /** Called for each request of the API that was answered. */
  onAnswer?: (answered: AnsweredRequest) => void;
};

export type SiteOptions = {
  /** Folder of the built site. */
  folder: string;
  /** Builds the site if its files have changed. */
  prepare(): Promise<void>;
  /** A file that the deployment writes next to the site: its path, and its contents for a page loaded from `origin`. */
  settings: { path: string; contents(info: HostInfo, origin: string): object };
};
