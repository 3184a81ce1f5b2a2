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

/** Writes down lists that are narrowed to one account whose blind review is open. */
@Injectable()
export class BlindLookInterceptor implements NestInterceptor {
  constructor(private readonly looks: BlindLooks) {}

  async intercept(context: ExecutionContext, next: CallHandler) {
    const { asking, query, routeOptions } = context.switchToHttp().getRequest<AskedRequest>();
    const { account } = query as Record<string, unknown>;
    if (asking !== undefined && typeof account === 'string') {
      await this.looks.record(asking, account, routeOptions.url ?? '');
    }
    return next.handle();
  }
}

/** A list that tells what is said of the account it is narrowed to. */
export const RecordsBlindLooks = () => applyDecorators(UseInterceptors(BlindLookInterceptor));
