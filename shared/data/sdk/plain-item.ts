import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { convertToNative } from '@aws-sdk/util-dynamodb';

/** An item with plain values, as `unmarshall` of the SDK returns it. Values of the kinds that items have most are fast. */
export function plainItem(wire: Readonly<Record<string, AttributeValue>>): Record<string, unknown> {
  const item: Record<string, unknown> = {};
  for (const name in wire) {
    const value = wire[name];
    if (value) item[name] = plainValue(value);
  }
  return item;
}

function plainValue(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.M !== undefined) return plainItem(value.M);
  const number = Number(value.N);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : convertToNative(value);
}
