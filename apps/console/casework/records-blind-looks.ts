import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import type { AskedRequest } from '../access/asking.js';
import { BlindLooks } from './blind-looks.js';

/** Writes down answers about one account whose blind review is open, whether the query or the address names it. */
@Injectable()
export class BlindLookInterceptor implements NestInterceptor {
  constructor(private readonly looks: BlindLooks) {}

  async intercept(context: ExecutionContext, next: CallHandler) {
    const { asking, query, params, routeOptions } = context.switchToHttp().getRequest<AskedRequest>();
    const { account } = { ...(query as object), ...(params as object) } as Record<string, unknown>;
    if (asking !== undefined && typeof account === 'string') {
      await this.looks.record(asking, [account], routeOptions.url ?? '');
    }
    return next.handle();
  }
}

/** A route that tells what is said of the account it is asked about, or what is in force against it. */
export const RecordsBlindLooks = () => applyDecorators(UseInterceptors(BlindLookInterceptor));
