import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { photoAttributes, photoKey } from '../server/src/adapters/dynamodb/stores/photo-item.ts';
import type { AccountId } from '../server/src/domain/ids.ts';
import { newId } from '../server/src/ports/conformance/builders.ts';
import { buildSamplePhoto } from './sample-photo.ts';

/* What BatchWriteItem takes at once. */
const itemsAtOnce = 25;
const requestsAtOnce = 8;

/** Photos of one owner as the adapter writes them, without their tags: the feed is made of nothing else. */
export async function fillTable(
  client: DynamoDBClient,
  table: string,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const ownerId = newId<AccountId>();
  let next = from;
  const writeOn = async () => {
    while (next < to) {
      const first = next;
      next = Math.min(to, next + itemsAtOnce);
      const RequestItems = {
        [table]: Array.from({ length: next - first }, (_, index) => {
          const photo = buildSamplePhoto(ownerId, first + index);
          const Item = { ...photoKey(photo.id), ...photoAttributes(photo), likeCount: 0, version: 1 };
          return { PutRequest: { Item } };
        }),
      };
      await documents.send(new BatchWriteCommand({ RequestItems }));
    }
  };
  await Promise.all(Array.from({ length: requestsAtOnce }, writeOn));
}
