import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Installation } from '#platform/open-installation';

@Module({})
class SoloModule {}

/** Every stage of one installation behind one door. */
export function createApplication(_installation: Installation): Promise<NestFastifyApplication> {
  return NestFactory.create<NestFastifyApplication>(SoloModule, new FastifyAdapter(), { logger: false });
}
