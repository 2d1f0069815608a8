import type { MappedField, ReceivedMessage, SourcePreview } from '#contract/webhook-source.ts';
import { client } from '#lib/api/client.ts';

/** JSON, or the names and values of a form. */
function typeOf(payload: string): string {
  const isForm = /^\s*[^\s=&{[<"]+=/.test(payload);
  return isForm ? 'application/x-www-form-urlencoded' : 'application/json';
}

interface Message {
  payload: string;
  contentType: string;
}

/** An example message of a source, with what would become of it. */
export class Example {
  payload = $state('');
  /** The content type of the received message that is the example. Undefined for a pasted one. */
  #received = $state.raw<Message>();
  preview = $state.raw<SourcePreview>();
  failure: unknown = $state.raw();
  isReading = $state(false);
  readonly isEmpty = $derived(this.payload.trim() === '');
  readonly message: Message = $derived({
    payload: this.payload,
    contentType: this.#received?.payload === this.payload ? this.#received.contentType : typeOf(this.payload),
  });

  take({ payload = '', contentType }: Pick<ReceivedMessage, 'payload' | 'contentType'>): void {
    this.#received = { payload, contentType: contentType ?? typeOf(payload) };
    this.payload = payload;
  }

  /** Reads what would become of the message. What is shown stays until then. */
  async read(
    { orgId, id, mapping }: { orgId: string; id: string; mapping: MappedField[] },
    signal: AbortSignal,
  ): Promise<SourcePreview | undefined> {
    this.isReading = true;
    try {
      const body = { ...this.message, mapping };
      const preview = await client.webhookSources.preview({ orgId, id, body }, { signal });
      if (signal.aborted) return undefined;
      this.preview = preview;
      this.failure = undefined;
      return preview;
    } catch (error) {
      if (!signal.aborted) this.failure = error;
      return undefined;
    } finally {
      if (!signal.aborted) this.isReading = false;
    }
  }

  clear(): void {
    this.preview = undefined;
    this.failure = undefined;
    this.isReading = false;
  }
}
