import { expect, test } from 'vitest';
import { versionsIn } from './object-store.ts';

test('a list of versions contains former ones and marks of deletions, with decoded keys', () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<ListVersionsResult><Name>box</Name><IsTruncated>false</IsTruncated><EncodingType>url</EncodingType>
<Version><Key>files/a/1</Key><VersionId>v2</VersionId><IsLatest>false</IsLatest><Size>3</Size></Version>
<DeleteMarker><Key>files/a/1</Key><VersionId>v3</VersionId><IsLatest>true</IsLatest></DeleteMarker>
<Version>
  <Key>files/a/%C3%A1+b%26c</Key>
  <VersionId>null</VersionId>
</Version></ListVersionsResult>`;
  expect(versionsIn(xml)).toEqual([
    { key: 'files/a/1', versionId: 'v2', isLatest: false },
    { key: 'files/a/1', versionId: 'v3', isLatest: true },
    { key: 'files/a/á b&c', versionId: 'null', isLatest: false },
  ]);
  expect(versionsIn('<ListVersionsResult><IsTruncated>false</IsTruncated></ListVersionsResult>')).toEqual([]);
});
